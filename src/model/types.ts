import type { JSONValue, ReadonlyJSONValue } from '@lumino/coreutils';

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean';
export type Pins = 'exact' | 'compatible' | 'minimum' | 'none';
export type PortType =
  | 'table'
  | 'column'
  | 'array'
  | 'transformer'
  | 'model'
  | 'predictions'
  | 'metrics'
  | 'figure'
  | 'any';
export interface IParameter {
  name: string;
  type: ParameterType;
  default: string | number | boolean;
  description: string;
}
export interface IStep {
  id: string;
  component: string;
  inputs: { [port: string]: string | string[] };
  params: { [name: string]: JSONValue };
  title: string;
  note: string;
  enabled: boolean;
}
export interface IEnvironment {
  kernel: string | null;
  python: string | null;
  pins: Pins;
  requirements: string[];
}
export interface IPipeline {
  schema_version: 1;
  name: string;
  description: string;
  parameters: IParameter[];
  steps: IStep[];
  environment: IEnvironment;
  layout: { [id: string]: number[] };
}
export interface IProblem {
  severity: 'error' | 'warning' | 'info';
  code: string;
  pointer: string;
  step: string | null;
  message: string;
  remedy: string;
}
export interface IInputPort {
  type: PortType;
  title: string;
  description: string;
  optional: boolean;
  many: boolean;
  prefer: string[];
}
export interface IOutputPort {
  type: PortType;
  title: string;
  description: string;
  name: string;
  show: boolean;
}
export interface IComponent {
  id: string;
  category: string;
  origin: string;
  title: string;
  summary: string;
  docs: string;
  keywords: string[];
  inputs: { [port: string]: IInputPort };
  outputs: { [port: string]: IOutputPort };
  declared_ports: boolean;
  params: { [key: string]: ReadonlyJSONValue };
}
export interface IFormat {
  name: string;
  label: string;
  description: string;
}
export interface IComponentProblem {
  file: string;
  line: number | null;
  message: string;
  remedy: string;
}
export interface ICatalogResponse {
  components: IComponent[];
  formats: IFormat[];
  problems: IComponentProblem[];
}
export interface ICheckResponse {
  problems: IProblem[];
}
export interface IExportOptions {
  python: string | null;
  pins: Pins | null;
  kernel: string | null;
  parameters: { [name: string]: string | number | boolean };
  dev_requirements: boolean;
  gpu: boolean;
}
export interface IStepRange {
  step: string;
  start: number;
  end: number;
}
export interface IPreviewArtifact {
  path: string;
  mimetype: string;
  content: string;
  status: 'new' | 'identical' | 'updated' | 'edited' | 'foreign';
  steps: IStepRange[];
}
export interface IPreviewResponse {
  artifacts: IPreviewArtifact[];
  problems: IProblem[];
}
export interface IExportedFile {
  path: string;
  status: 'created' | 'identical' | 'overwritten' | 'renamed';
}
export interface IExportResponse {
  files: IExportedFile[];
  problems: IProblem[];
}
export interface IConflictFile {
  path: string;
  status: 'edited' | 'foreign';
}
export interface IErrorResponse {
  message: string;
  problems: IProblem[];
  conflicts: IConflictFile[];
}
