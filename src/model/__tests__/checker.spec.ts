import type { ICheckResponse } from '../../_generated/models';
import { problemOf } from '../../api/__tests__/problem';
import { ApiError } from '../../api/request';
import { PipelineChecker } from '../checker';
import { PipelineModel } from '../model';
import { blankText } from '../read';

function responseOf(message: string): ICheckResponse {
  return { problems: [problemOf({ message })] };
}

describe('PipelineChecker', () => {
  let answers: {
    resolve: (response: ICheckResponse) => void;
    reject: (error: unknown) => void;
  }[];
  let checker: PipelineChecker;
  let model: PipelineModel;

  const settle = (time = 0) =>
    new Promise(resolve => setTimeout(resolve, time));

  beforeEach(() => {
    answers = [];
    model = new PipelineModel();
    model.fromString(blankText('n'));
    checker = new PipelineChecker({
      client: {
        check: () =>
          new Promise((resolve, reject) => {
            answers.push({ resolve, reject });
          })
      },
      model,
      source: () => ({ document: model.toString() })
    });
  });

  afterEach(() => {
    checker.dispose();
    model.dispose();
  });

  it('checks once the document rests', async () => {
    for (const name of ['a', 'ab', 'abc']) {
      model.sharedModel.setName(name);
    }
    expect(checker.state).toBe('checking');
    expect(answers).toHaveLength(0);
    await settle(600);
    expect(answers).toHaveLength(1);
    answers[0]?.resolve(responseOf('one'));
    await settle();
    expect(checker.state).toBe('current');
    expect(checker.problems[0]?.message).toBe('one');
  });

  it('drops an answer that a later check has overtaken', async () => {
    void checker.refresh();
    void checker.refresh();
    answers[1]?.resolve(responseOf('new'));
    await settle();
    answers[0]?.resolve(responseOf('old'));
    await settle();
    expect(checker.problems[0]?.message).toBe('new');
    expect(checker.state).toBe('current');
  });

  it('does not take the problems of an earlier text for those of the present', async () => {
    void checker.refresh();
    model.sharedModel.setName('other');
    answers[0]?.resolve(responseOf('old'));
    await settle();
    expect(checker.state).toBe('checking');
    expect(checker.problems).toEqual([]);
  });

  it('shows that the server failed, and keeps the problems', async () => {
    void checker.refresh();
    answers[0]?.resolve(responseOf('one'));
    await settle();
    void checker.refresh();
    answers[1]?.reject(new ApiError('No connection', 0));
    await settle();
    expect(checker.state).toBe('failed');
    expect(checker.error).toBe('No connection');
    expect(checker.problems).toHaveLength(1);
  });

  it('shows the problems of a document that is refused as a whole', async () => {
    void checker.refresh();
    const { problems } = responseOf('Too large');
    answers[0]?.reject(new ApiError('Refused', 413, problems));
    await settle();
    expect(checker.state).toBe('current');
    expect(checker.problems).toEqual(problems);
  });

  it('asks nothing when it is disposed', async () => {
    model.sharedModel.setName('other');
    checker.dispose();
    await settle(600);
    expect(answers).toHaveLength(0);
  });
});
