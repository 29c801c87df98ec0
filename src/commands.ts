/**
 * The ids of the commands.
 */
export namespace CommandIDs {
  /**
   * Create a pipeline document and open it.
   */
  export const createNew = 'pipeline-export:create-new';

  /**
   * Copy an example into the workspace and open it.
   */
  export const createFromExample = 'pipeline-export:create-from-example';

  /**
   * Export a pipeline: with a format at once, without one through the dialog.
   */
  export const exportPipeline = 'pipeline-export:export';

  /**
   * Export a pipeline as a notebook.
   */
  export const exportNotebook = 'pipeline-export:export-notebook';

  /**
   * Export a pipeline as a Python script.
   */
  export const exportPython = 'pipeline-export:export-python';

  /**
   * Export the requirements of a pipeline.
   */
  export const exportRequirements = 'pipeline-export:export-requirements';

  /**
   * Export a pipeline as a folder to build an image from.
   */
  export const exportDocker = 'pipeline-export:export-docker';

  /**
   * Download the artifacts of a format as a ZIP.
   */
  export const downloadArchive = 'pipeline-export:download-archive';

  /**
   * Undo the last edit of the current pipeline.
   */
  export const undo = 'pipeline-export:undo';

  /**
   * Redo the last edit of the current pipeline that was undone.
   */
  export const redo = 'pipeline-export:redo';

  /**
   * Choose a step to add to the current pipeline.
   */
  export const addStep = 'pipeline-export:add-step';

  /**
   * Load the components of pipelines anew.
   */
  export const refreshComponents = 'pipeline-export:refresh-components';

  /**
   * Show the sidebar that builds pipelines.
   */
  export const showSidebar = 'pipeline-export:show-sidebar';
}
