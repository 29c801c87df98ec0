/**
 * The versions of Python that artifacts can be made for, as in the server's
 * `codegen/format.py`.
 */
export const PYTHON_VERSIONS: readonly string[] = [
  '3.10',
  '3.11',
  '3.12',
  '3.13',
  '3.14'
];
