import { expect } from 'chai';
import { remembered } from '#core/remembered';

/** A function that is counted, and its remembered form. */
function counted() {
  const asked: string[] = [];
  const lengthOf = remembered((text: string) => {
    asked.push(text);
    return text.length;
  });
  return { asked, lengthOf };
}

describe('remembered', () => {
  it('computes once what it is asked again', () => {
    const { asked, lengthOf } = counted();

    expect(['name', 'id', 'name', 'id'].map(lengthOf)).to.eql([4, 2, 4, 2]);
    expect(asked).to.eql(['name', 'id']);
  });

  it('computes a long text anew each time, and gives the same', () => {
    const { asked, lengthOf } = counted();
    const texts = ['x'.repeat(200), 'x'.repeat(201)];

    expect([...texts, ...texts].map(lengthOf)).to.eql([200, 201, 200, 201]);
    expect(asked.map(({ length }) => length)).to.eql([200, 201, 201]);
  });

  it('keeps what it has when there are too many, and computes the others anew', () => {
    const { asked, lengthOf } = counted();
    const many = Array.from({ length: 2001 }, (_, number) => String(number));

    expect([...many, '0', '1999', '2000'].map(lengthOf).slice(-3)).to.eql([1, 4, 4]);
    expect(asked).to.eql([...many, '2000']);
  });

  it('remembers no failure', () => {
    let calls = 0;
    const fails = remembered(() => {
      throw new Error(`call ${++calls}`);
    });

    expect(() => fails('name')).to.throw('call 1');
    expect(() => fails('name')).to.throw('call 2');
  });
});
