/**
 * The domain of the texts of this extension for the translator.
 */
export const DOMAIN = 'jupyterlab_pipeline_export';
