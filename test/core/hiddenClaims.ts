import { expect } from 'chai';
import { hiddenIn } from '#core/hiddenClaims';

const claim = (place: string, at?: number) => ({ in: place, at, digest: 'x' });
const hiding = (...concealed: ReturnType<typeof claim>[]) => hiddenIn({ salts: {}, concealed });

describe('hiddenIn', () => {
  it('finds nothing hidden in a file that can still show all', () => {
    const isHidden = hiddenIn({ seed: 'x', redactable: ['/evidence/0'] });

    expect([isHidden.memberOf(''), isHidden.elementOf('/evidence'), isHidden.within('')]).to.eql([
      false,
      false,
      false,
    ]);
  });

  it('tells a member of an object from an element of a list', () => {
    const isHidden = hiding(claim('/a'), claim('/b', 2));

    expect(['/a', '/b', ''].map((place) => isHidden.memberOf(place))).to.eql([true, false, false]);
    expect(['/a', '/b', ''].map((place) => isHidden.elementOf(place))).to.eql([false, true, false]);
    expect([1, 2].map((index) => isHidden.elementOf('/b', index))).to.eql([false, true]);
  });

  it('finds a member of an element, but not one deeper or beside it', () => {
    const places = ['/a/0', '/a/12', '/a', '/a/0/b', '/ab/0', '/a/x'];

    expect(places.map((place) => hiding(claim(place)).memberOfElementOf('/a'))).to.eql([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(hiding(claim('/a/0', 1)).memberOfElementOf('/a')).to.equal(false);
  });

  it('finds what is inside at any depth, but not what has a name that only begins alike', () => {
    const places = ['/a', '/a/0/b', '/ab', '/ab/0', ''];

    expect(places.map((place) => hiding(claim(place)).within('/a'))).to.eql([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
