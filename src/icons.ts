import { LabIcon } from '@jupyterlab/ui-components';

import dockerSvg from '../style/icons/docker.svg';
import exportSvg from '../style/icons/export.svg';
import notebookSvg from '../style/icons/notebook.svg';
import pipelineSvg from '../style/icons/pipeline.svg';
import requirementsSvg from '../style/icons/requirements.svg';
import scriptSvg from '../style/icons/script.svg';

/**
 * A pipeline document.
 */
export const pipelineIcon = new LabIcon({
  name: 'pipeline-export:pipeline',
  svgstr: pipelineSvg
});

/**
 * The export of a pipeline.
 */
export const exportIcon = new LabIcon({
  name: 'pipeline-export:export',
  svgstr: exportSvg
});

/**
 * The format `notebook`.
 */
export const notebookFormatIcon = new LabIcon({
  name: 'pipeline-export:notebook',
  svgstr: notebookSvg
});

/**
 * The format `python`.
 */
export const scriptFormatIcon = new LabIcon({
  name: 'pipeline-export:python',
  svgstr: scriptSvg
});

/**
 * The format `requirements`.
 */
export const requirementsFormatIcon = new LabIcon({
  name: 'pipeline-export:requirements',
  svgstr: requirementsSvg
});

/**
 * The format `docker`.
 */
export const dockerFormatIcon = new LabIcon({
  name: 'pipeline-export:docker',
  svgstr: dockerSvg
});
