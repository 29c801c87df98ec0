"""Statistics are those of scipy called by hand, and plots show what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from scipy import stats
from statsmodels.tsa.seasonal import STL

from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run, program_of

MONTHS = 48


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Towns with temperatures by month, a few of them missing, named beyond ASCII."""
    random = np.random.default_rng(0)
    town = np.resize(["Łódź", "Zürich", "東京", "Łódź"], MONTHS)
    season = 10 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)
    warmth = 15 + 0.1 * np.arange(MONTHS) + season + random.normal(0, 0.5, MONTHS)
    table = pd.DataFrame(
        {
            "town": town,
            "wet": random.permutation(np.resize(["yes", "no", "no"], MONTHS)),
            "°C": warmth,
            "before": random.normal(5, 1, MONTHS),
            "after": random.normal(6, 1, MONTHS),
            "month": pd.date_range("2022-01-01", periods=MONTHS, freq="MS"),
        }
    )
    table.loc[[4, 9], "before"] = np.nan
    table.loc[[9, 20], "after"] = np.nan
    table.loc[7, "wet"] = None
    return table


def _run(folder: Path, table: pd.DataFrame, component: str, **params: Any) -> dict[str, Any]:
    """Run a component on a table, and return its outputs."""
    (folder / "data").mkdir(exist_ok=True)
    table.to_csv(folder / "data/own.csv", index=False)
    read = {"path": "data/own.csv"}
    if "month" in table:
        read |= {"parse_dates": ["month"]}
    steps = [
        {"id": "read", "component": "data.read_csv", "params": read},
        {
            "id": "subject",
            "component": component,
            "inputs": {"table": "read.table"},
            "params": params,
        },
    ]
    outputs = Run(program_of(Pipeline.model_validate({"name": "Own", "steps": steps})), folder)
    plt.close("all")
    for value in outputs.outputs.get("metrics", {}).values():
        assert type(value) in {int, float}
    return outputs.outputs


def test_the_t_test_is_welchs(tmp_path: Path, table: pd.DataFrame) -> None:
    metrics = _run(tmp_path, table, "explore.t_test", column="after", by="wet")["metrics"]
    no, yes = (table.loc[table["wet"] == word, "after"].dropna() for word in ("no", "yes"))
    expected = stats.ttest_ind(no, yes, equal_var=False)
    assert (metrics["statistic"], metrics["p_value"]) == pytest.approx(tuple(expected))
    # By the formulas of the textbook.
    errors = [values.var() / len(values) for values in (no, yes)]
    difference = no.mean() - yes.mean()
    assert metrics["statistic"] == pytest.approx(difference / np.sqrt(sum(errors)))
    assert metrics["mean_difference"] == pytest.approx(difference)
    reach = stats.t.ppf(0.975, metrics["degrees_of_freedom"]) * np.sqrt(sum(errors))
    assert metrics["interval_low"] == pytest.approx(difference - reach)
    assert metrics["interval_high"] == pytest.approx(difference + reach)


def test_groups_of_the_t_test_are_taken_in_the_order_given(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    settings = {"column": "after", "by": "town", "alternative": "greater", "equal_var": True}
    groups = ["Zürich", "東京"]
    metrics = _run(tmp_path, table, "explore.t_test", **settings, groups=groups)["metrics"]
    first, second = (table.loc[table["town"] == name, "after"].dropna() for name in groups)
    expected = stats.ttest_ind(first, second, alternative="greater")
    assert (metrics["statistic"], metrics["p_value"]) == pytest.approx(tuple(expected))
    assert metrics["interval_high"] == np.inf


def test_more_than_two_groups_need_a_choice(tmp_path: Path, table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="too many values to unpack"):
        _run(tmp_path, table, "explore.t_test", column="after", by="town")


def test_pairs_with_a_missing_value_are_left_out(tmp_path: Path, table: pd.DataFrame) -> None:
    columns = {"first": "before", "second": "after"}
    metrics = _run(tmp_path, table, "explore.paired_t_test", **columns)["metrics"]
    difference = (table["before"] - table["after"]).dropna()
    assert len(difference) == MONTHS - 3
    expected = stats.ttest_1samp(difference, 0)
    assert (metrics["statistic"], metrics["p_value"]) == pytest.approx(tuple(expected))
    assert metrics["mean_difference"] == pytest.approx(difference.mean())
    assert metrics["degrees_of_freedom"] == MONTHS - 4


def test_the_chi_square_test_compares_counts_with_those_expected(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    outputs = _run(tmp_path, table, "explore.chi_square_test", row="town", column="wet")
    counts, metrics = outputs["table"], outputs["metrics"]
    assert counts.to_numpy().sum() == MONTHS - 1
    assert counts.loc["東京", "yes"] == ((table["town"] == "東京") & (table["wet"] == "yes")).sum()
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    expected = np.outer(rows, columns) / (MONTHS - 1)
    statistic = ((counts - expected) ** 2 / expected).to_numpy().sum()
    assert metrics["statistic"] == pytest.approx(statistic)
    assert metrics["p_value"] == pytest.approx(stats.chi2.sf(statistic, 2))
    assert metrics["degrees_of_freedom"] == 2
    assert metrics["smallest_expected_count"] == pytest.approx(expected.min())
    assert metrics["cramers_v"] == pytest.approx(np.sqrt(statistic / (MONTHS - 1)))


@pytest.mark.parametrize("method", ["f_oneway", "alexandergovern", "kruskal"])
def test_groups_are_compared_as_scipy_does(
    tmp_path: Path, table: pd.DataFrame, method: str
) -> None:
    settings = {"column": "after", "by": "town", "method": method}
    metrics = _run(tmp_path, table, "explore.anova", **settings)["metrics"]
    groups = [values["after"].dropna() for _, values in table.groupby("town")]
    expected = getattr(stats, method)(*groups)
    assert metrics["statistic"] == pytest.approx(expected.statistic)
    assert metrics["p_value"] == pytest.approx(expected.pvalue)
    assert (metrics["groups"], metrics["rows"]) == (3, MONTHS - 2)


@pytest.mark.parametrize("method", ["shapiro", "normaltest", "jarque_bera"])
def test_normality_is_judged_as_scipy_does(
    tmp_path: Path, table: pd.DataFrame, method: str
) -> None:
    metrics = _run(tmp_path, table, "explore.normality_test", column="before", method=method)[
        "metrics"
    ]
    expected = getattr(stats, method)(table["before"].dropna())
    assert metrics["statistic"] == pytest.approx(expected.statistic)
    assert metrics["p_value"] == pytest.approx(expected.pvalue)
    assert metrics["skewness"] == pytest.approx(stats.skew(table["before"].dropna()))
    assert metrics["rows"] == MONTHS - 2


SEASONS = {"column": "°C", "time": "month", "period": 12}


def test_trend_and_season_are_found_in_rows_of_any_order(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    shuffled = table.sample(frac=1, random_state=0)
    parts = _run(tmp_path, shuffled, "explore.seasonal_decomposition", **SEASONS)["table"]
    assert list(parts.columns) == ["observed", "trend", "seasonal", "residual"]
    whole = parts[["trend", "seasonal", "residual"]].sum(axis=1, skipna=False).dropna()
    assert len(whole) == MONTHS - 12
    assert whole.to_numpy() == pytest.approx(parts["observed"][whole.index].to_numpy())
    trend = parts["trend"].dropna()
    assert np.polyfit(range(len(trend)), trend, 1)[0] == pytest.approx(0.1, abs=0.02)
    season = 10 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)
    assert np.abs(parts["seasonal"] - season).max() < 1


def test_stl_is_that_of_statsmodels(tmp_path: Path, table: pd.DataFrame) -> None:
    outputs = _run(tmp_path, table, "explore.seasonal_decomposition", **SEASONS, method="STL")
    expected = STL(table.set_index("month")["°C"], period=12).fit()
    assert outputs["table"]["trend"].to_numpy() == pytest.approx(expected.trend.to_numpy())


def _heights(figure: Any) -> list[float]:
    return [round(float(patch.get_height()), 6) for patch in figure.axes[0].patches]


def test_bars_count_rows_or_summarise_a_column(tmp_path: Path, table: pd.DataFrame) -> None:
    counted = _run(tmp_path, table, "explore.bar_chart", by="town", sort=True)["figure"]
    assert _heights(counted) == [24, 12, 12]
    assert counted.axes[0].get_xticklabels()[0].get_text() == "Łódź"
    settings = {"by": "town", "value": "°C", "aggregate": "median"}
    summarised = _run(tmp_path, table, "explore.bar_chart", **settings)["figure"]
    expected = table.groupby("town")["°C"].median().round(6)
    assert _heights(summarised) == expected.tolist()
    assert summarised.axes[0].get_ylabel() == "°C"


def test_colours_part_bars_and_rows_without_one_are_left_out(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    settings = {"by": "town", "hue": "wet", "stacked": True}
    figure = _run(tmp_path, table, "explore.bar_chart", **settings)["figure"]
    assert sum(_heights(figure)) == MONTHS - 1
    legend = figure.axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["no", "yes"]


def test_a_line_for_each_group_shows_its_mean(tmp_path: Path, table: pd.DataFrame) -> None:
    years = table.assign(year=table["month"].dt.year).drop(columns="month")
    settings = {"x": "year", "y": ["°C"], "group": "town"}
    figure = _run(tmp_path, years, "explore.line_chart", **settings)["figure"]
    means = years.groupby(["year", "town"])["°C"].mean().unstack()
    lines = figure.axes[0].get_lines()
    assert [line.get_label() for line in lines] == list(means.columns)
    for line, name in zip(lines, means.columns, strict=True):
        assert np.asarray(line.get_ydata(), dtype=float) == pytest.approx(means[name].to_numpy())


def test_lines_run_in_the_order_of_time(tmp_path: Path, table: pd.DataFrame) -> None:
    shuffled = table.sample(frac=1, random_state=0)
    settings = {"x": "month", "y": ["before", "after"]}
    figure = _run(tmp_path, shuffled, "explore.line_chart", **settings)["figure"]
    first, second = figure.axes[0].get_lines()
    assert (first.get_label(), second.get_label()) == ("before", "after")
    assert np.asarray(second.get_ydata(), dtype=float) == pytest.approx(
        table["after"].to_numpy(), nan_ok=True
    )


def test_the_heatmap_may_show_one_half_but_gives_all_correlations(
    tmp_path: Path, table: pd.DataFrame
) -> None:
    outputs = _run(tmp_path, table, "explore.correlation_heatmap", corner=True)
    pd.testing.assert_frame_equal(
        outputs["table"], table[["°C", "before", "after"]].corr(), check_exact=False
    )
    assert len(outputs["figure"].axes[0].texts) == 6
