import { expect } from 'chai';
import {
  filesInFolder,
  MOST_FILES,
  mayBeCredential,
  readHandedIn,
} from '../../frontend/src/checking/handedIn.ts';

describe('readHandedIn', () => {
  it('finds a link on whatever host or path it leads to', () => {
    for (const text of [
      'https://rootmark.example/#/c/AbC_-1',
      'http://localhost:4173/#/c/AbC_-1',
      'ipfs://bafy/app/index.html#/c/AbC_-1',
      '  Look: https://rootmark.example/#/c/AbC_-1 ',
    ]) {
      expect(readHandedIn(text), text).to.deep.equal({ kind: 'link', packed: 'AbC_-1' });
    }
  });

  it('puts a link together again that was broken over lines', () => {
    expect(readHandedIn('<https://rootmark.example/#/c/Ab\r\n C_\n-1>')).to.deep.equal({
      kind: 'link',
      packed: 'AbC_-1',
    });
  });

  it('takes JSON as it is, also with a byte order mark', () => {
    expect(readHandedIn('\ufeff {"a": 1}\n')).to.deep.equal({ kind: 'text', text: '{"a": 1}' });
  });

  it('does not take a link inside a credential for a link to one', () => {
    expect(readHandedIn('{"id": "https://x.example/#/c/AbC"}').kind).to.equal('text');
  });

  it('takes a signed token as it is', () => {
    expect(readHandedIn(' eyJhbGciOiJFZERTQSJ9.e30.AA~ ')).to.deep.equal({
      kind: 'text',
      text: 'eyJhbGciOiJFZERTQSJ9.e30.AA~',
    });
  });

  it('finds several links in a list, a table or a letter, each once and without what stands behind it', () => {
    const [one, other] = ['https://rootmark.example/#/c/AbC_-1', 'ipfs://bafy/#/c/DeF'];
    for (const text of [
      `${one}\n${other}\n${one}`,
      `name,link\nAmina,${one}\nBen,${other}\n`,
      `<a href="${one}">mine</a>, <${other}>. Thanks!`,
    ])
      expect(readHandedIn(text), text).to.deep.equal({ kind: 'links', packed: ['AbC_-1', 'DeF'] });
    expect(readHandedIn(`${one} ${one}`).kind).to.equal('link');
  });

  it('takes no more links than files', () => {
    const links = Array.from({ length: MOST_FILES + 5 }, (_, at) => `https://rootmark.example/#/c/A${at}`);
    const handedIn = readHandedIn(links.join(' '));

    expect(handedIn).to.have.property('kind', 'links');
    expect(handedIn).to.have.property('packed').with.length(MOST_FILES);
  });

  it('recognises nothing in other text', () => {
    expect(readHandedIn('lorem ipsum')).to.deep.equal({ kind: 'other' });
    expect(readHandedIn('')).to.deep.equal({ kind: 'other' });
  });
});

describe('mayBeCredential', () => {
  it('goes by the name, and passes over what is hidden', () => {
    const names = ['a.json', 'b/c.PNG', 'd.svg', 'e.sd-jwt', 'f.zip'];
    const others = [
      'a.txt',
      'json',
      'a.json.bak',
      '.a.json',
      '.git/a.json',
      '__MACOSX/a.json',
      'x/._a.json',
      '',
    ];

    expect(names.filter(mayBeCredential)).to.eql(names);
    expect(others.filter(mayBeCredential)).to.eql([]);
  });
});

describe('filesInFolder', () => {
  it('gives what may be a credential, by its path, and one more than are taken', () => {
    const at = (path: string) =>
      Object.defineProperty(new File([], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
        value: path,
      });
    const crowd = Array.from({ length: MOST_FILES + 9 }, (_, index) => at(`class/${index}.json`));

    expect(filesInFolder([at('class/a.json'), at('class/.b/c.json'), at('class/d.doc')])).to.have.length(1);
    expect(filesInFolder(crowd)).to.have.length(MOST_FILES + 1);
  });
});
