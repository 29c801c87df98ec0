from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from jupyterlab_pipeline_export.exporters.pins import is_fixed, pin, supports_python


@pytest.mark.parametrize(
    ("declared", "version", "style", "expected"),
    [
        (">=2.0", "3.1.1", "exact", "==3.1.1"),
        (">=2.0", "3.1.1", "compatible", "~=3.1.1"),
        (">=2.0", "3.1.1", "minimum", ">=3.1.1"),
        (">=2.0", "3.1.1", "none", ">=2.0"),
        ("", "5", "exact", "==5"),
        ("", "5", "compatible", "~=5.0"),
        ("", "1!5", "compatible", "~=1!5.0"),
        ("", "5rc1", "compatible", "~=5.0rc1"),
        ("", "5.post1", "compatible", "~=5.0.post1"),
        (">=2", "2.4.0+cpu", "exact", "==2.4.0"),
        (">=2", "2.4.0+cpu", "compatible", "~=2.4.0"),
        (">=2", "2.4.0+cpu", "minimum", ">=2.4.0"),
        (">=1", "2.0rc1", "exact", "==2.0rc1"),
        (">=1", "2.0.post2", "minimum", ">=2.0.post2"),
        (">=1,<3,!=2.2", "2.1", "minimum", "!=2.2,<3,>=2.1"),
        (">1,<3", "2.1.5", "compatible", "<3,~=2.1.5"),
        ("==2.*", "2.1", "minimum", "==2.*,>=2.1"),
        ("==2.0", "2.0", "minimum", "==2.0"),
        ("===2.0", "2.0", "compatible", "===2.0"),
    ],
)
def test_pin(declared, version, style, expected):
    assert pin(SpecifierSet(declared), Version(version), style) == SpecifierSet(expected)


versions = st.builds(
    lambda release, suffix, local: Version(".".join(map(str, release)) + suffix + local),
    st.lists(st.integers(0, 30), min_size=1, max_size=4),
    st.sampled_from(["", "a1", "b2", "rc3", ".post1", "rc1.post2"]),
    st.sampled_from(["", "+cpu", "+cu121"]),
)


@given(
    version=versions, style=st.sampled_from(["exact", "compatible", "minimum"]), below=st.booleans()
)
def test_pin_always_takes_the_version_and_never_an_older_one(version, style, below):
    declared = SpecifierSet(f">={version.public}" + (f",<{version.major + 1}" if below else ""))
    pinned = pin(declared, version, style)
    if declared.contains(version.public, prereleases=True):
        assert pinned.contains(version.public, prereleases=True)
    assert not pinned.contains("0.dev0", prereleases=True)
    assert "+" not in str(pinned)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("==1.0", True),
        ("===x", True),
        ("==1.*", False),
        (">=1", False),
        ("", False),
        (">=1,==1.5", True),
    ],
)
def test_fixed(text, fixed):
    assert is_fixed(SpecifierSet(text)) is fixed


@pytest.mark.parametrize(
    ("requires", "python", "supported"),
    [
        (">=3.11", "3.10", False),
        (">=3.11", "3.11", True),
        (">=3.9,!=3.9.7", "3.9", True),
        (">=3.10.2", "3.10", True),
        ("<3.13,>=3.9", "3.13", False),
        ("", "3.13", True),
        ("not a specifier", "3.13", True),
    ],
)
def test_supported_python(requires, python, supported):
    assert supports_python(requires, python) is supported
