import js from '@eslint/js';
import jupyterPlugin from '@jupyter/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import prettierRecommended from 'eslint-plugin-prettier/recommended';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// Its recommended set mixes warnings and errors; here every rule counts.
const jupyterAsErrors = jupyterPlugin.configs.recommended.map(config => ({
  ...config,
  rules: Object.fromEntries(
    Object.entries(config.rules ?? {}).map(([rule, setting]) => [
      rule,
      Array.isArray(setting) ? ['error', ...setting.slice(1)] : 'error'
    ])
  )
}));

export default defineConfig([
  globalIgnores([
    '.venv*',
    'build',
    'coverage',
    'jupyterlab_pipeline_export',
    'lib',
    'src/_generated',
    'tests/golden',
    '**/*.d.ts'
  ]),
  { files: ['**/*.{js,mjs,ts,tsx}'], extends: [js.configs.recommended] },
  { files: ['**/*.{ts,tsx}'], extends: [tseslint.configs.recommended] },
  { plugins: { jupyter: jupyterPlugin } },
  jupyterAsErrors,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { project: 'tsconfig.test.json' }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'separate-type-imports' }
      ],
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // Jupyter groups options and private helpers in namespaces.
      '@typescript-eslint/no-namespace': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      // Our own modules are one small bundle that registers itself at the start.
      'jupyter/prefer-lazy-imports': [
        'error',
        { ignoreImports: ['./*', '../*'] }
      ],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'prefer-arrow-callback': 'error'
    }
  },
  {
    // Nobody reads the texts of tests in another language.
    files: ['**/__tests__/**', 'tests/ui/**'],
    rules: { 'jupyter/no-untranslated-string': 'off' }
  },
  {
    files: ['*.js', 'tests/ui/*.js'],
    languageOptions: { globals: globals.node, sourceType: 'commonjs' }
  },
  { files: ['**/*.{js,mjs,ts,tsx}'], extends: [prettierRecommended] }
]);
