import { expect } from 'chai';
import { endpointLabel, hostOf } from '../../frontend/src/reading/endpointLabel.ts';

describe('hostOf and endpointLabel', () => {
  const labels: [endpoint: string, host: string, label: string][] = [
    ['https://rpc.example/', 'rpc.example', 'rpc.example'],
    ['http://127.0.0.1:8545/', '127.0.0.1:8545', '127.0.0.1:8545'],
    ['https://rpc.example/v3/0123456789abcdef', 'rpc.example', 'rpc.example/v3/…'],
    ['https://rpc.example/eth?key=secret', 'rpc.example', 'rpc.example/eth?…'],
    ['no URL', 'no URL', 'no URL'],
  ];
  for (const [endpoint, host, label] of labels) {
    it(`shows ${label} and no key`, () => {
      expect(hostOf(endpoint)).to.equal(host);
      expect(endpointLabel(endpoint)).to.equal(label);
    });
  }
});
