import { expect } from 'chai';
import type { VerificationResult } from '#core/verdict';
import { Inbox } from '../../frontend/src/checking/inbox.ts';
import { Submission } from '../../frontend/src/checking/submission.ts';

const RESULT = { verdict: 'verified' } as VerificationResult;

describe('Submission', () => {
  it('goes from waiting over checking to done, telling who follows it', async () => {
    const submission = new Submission(
      'a.json',
      async () => '{}',
      async () => RESULT,
    );
    const states = [submission.progress.state];
    submission.subscribe(() => states.push(submission.progress.state));
    await submission.check();

    expect(states).to.deep.equal(['waiting', 'checking', 'done']);
  });

  it('keeps a fault of reading or checking apart from a result', async () => {
    const submission = new Submission(
      'a.json',
      () => Promise.reject(new Error('gone')),
      async () => RESULT,
    );
    await submission.check();

    expect(submission.progress).to.have.property('state', 'fault');
  });

  it('can be checked again', async () => {
    let count = 0;
    const submission = new Submission(
      null,
      async () => '{}',
      async () => ({ ...RESULT, concealed: ++count }),
    );
    await submission.check();
    await submission.check();

    expect(submission.progress).to.deep.equal({ state: 'done', result: { ...RESULT, concealed: 2 } });
  });
});

describe('Inbox', () => {
  it('checks all files, twenty-five at a time', async () => {
    let running = 0;
    let most = 0;
    const inbox = new Inbox(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      return RESULT;
    });
    inbox.receiveFiles(Array.from({ length: 60 }, (_, index) => new File(['{}'], `${index}.json`)));
    await settled(inbox);

    expect(inbox.submissions.map(({ name }) => name)).to.include('59.json');
    expect(most).to.equal(25);
  });

  it('reads no more of a file than makes it too large', async () => {
    const sizes: number[] = [];
    const inbox = new Inbox(async (source) => {
      sizes.push(source.length);
      return RESULT;
    });
    inbox.receiveFiles([new File([new Uint8Array(3 * 1024 * 1024)], 'film.json')]);
    await settled(inbox);

    expect(sizes).to.deep.equal([2 * 1024 * 1024 + 1]);
  });

  it('replaces what was there, and forgets it when cleared', async () => {
    const inbox = new Inbox(async () => RESULT);
    inbox.receiveText('{}');
    inbox.receiveText('{"a":1}');

    expect(inbox.submissions).to.have.length(1);
    inbox.clear();
    expect(inbox.submissions).to.have.length(0);
  });
});

async function settled(inbox: Inbox): Promise<void> {
  while (inbox.submissions.some(({ progress }) => progress.state !== 'done')) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
