import { expect } from 'chai';
import type { VerificationResult } from '#core/verdict';
import { anchored, arabic, badge, hostile } from '../../frontend/gallery/documents.ts';
import { fileNameOf } from '../../frontend/src/reading/fileName.ts';

const nameFor = (credential: VerificationResult['credential']) =>
  fileNameOf({ credential } as VerificationResult);

describe('fileNameOf', () => {
  it('is made of what was achieved', () => {
    expect(nameFor(anchored(badge))).to.equal('first-aid-at-work.json');
  });

  it('keeps other scripts', () => {
    expect(nameFor(anchored(arabic))).to.equal('أساسيات-تحليل-البيانات.json');
  });

  it('is short, whatever the title', () => {
    expect(nameFor(anchored(hostile))).to.have.length.below(70);
  });

  it('holds nothing that leads out of a folder', () => {
    expect(nameFor(anchored({ ...badge, ...titled('../../etc/passwd\u0000.exe') }))).to.equal(
      'etc-passwd-exe.json',
    );
    expect(nameFor(anchored({ ...badge, ...titled('…/…') }))).to.equal('credential.json');
  });
});

function titled(name: string) {
  const subject = badge.credentialSubject as Record<string, never>;
  return { credentialSubject: { ...subject, achievement: { ...(subject.achievement as object), name } } };
}
