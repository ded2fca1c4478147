import { expect } from 'chai';
import { didDocumentFor } from '#core/didWeb';
import { withSigningKeys } from '#core/issuerKeys';
import type { JsonObject } from '#core/json';
import { generateSigningKey } from '#core/signingKey';
import { writeKeyFile } from '../../../scripts/support/keyFile.ts';
import {
  accountOf,
  type CommandChain,
  registerIssuer,
  startCommandChain,
} from '../../support/commandChain.ts';
import { expectFault, together, Workspace } from '../../support/commands.ts';

const ISSUER = accountOf(1).address;
const DID = 'did:web:lakeside.example';

describe('issuer register, show and did-document', () => {
  let chain: CommandChain;
  let workspace: Workspace;

  before(async () => {
    chain = await startCommandChain();
    workspace = new Workspace(chain);
  });
  after(async () => {
    workspace.remove();
    await chain.close();
  });

  it('registers the signing key as an issuer, and says what to publish', async () => {
    const result = await workspace.run('issuer', 'register', '--did', DID, '--account', '1');
    expect(result).to.deep.equal({
      exitCode: 0,
      stdout: `Registered ${ISSUER} as ${DID} on the local chain.\nNow publish its did.json at https://lakeside.example/.well-known/did.json, so that verifiers can confirm it:\n  npx hardhat issuer did-document\n`,
      stderr: '',
    });
  });

  it('reports in JSON', async () => {
    const did = 'did:web:hillside.example:registry';
    const words = ['issuer', 'register', '--did', did, '--account', '2'];
    const { document, stderr } = await workspace.json<Record<string, unknown>>(...words);
    const { transactionHash, blockNumber, ...rest } = document;
    expect(rest).to.deep.equal({
      issuer: accountOf(2).address,
      did,
      didDocumentUrl: 'https://hillside.example/registry/did.json',
    });
    const receipt = await chain.client.getTransactionReceipt({ hash: transactionHash as `0x${string}` });
    expect([Number(receipt.blockNumber), receipt.status]).to.deep.equal([blockNumber, 'success']);
    expect(stderr).to.match(/^Registered 0x/);
  });

  it('refuses a second registration of the same key', async () => {
    const { exitCode, stderr, document } = await workspace.json<object>(
      ...['issuer', 'register', '--did', 'did:web:other.example', '--account', '1'],
    );
    const message = `${ISSUER} is registered as an issuer already.`;
    const advice = 'See it with “npx hardhat issuer show”.';
    expect(document).to.deep.equal({ error: { code: 'RegistryIssuerExists', message, advice } });
    expect(stderr).to.equal(`${message}\n${advice}\n`);
    expect(exitCode).to.equal(7);
  });

  it('refuses what is no did:web identifier', async () => {
    const advice = 'Give the DID of your domain, such as --did did:web:lakeside.example.\n';
    const cases: Record<string, [words: string[], told: string]> = {
      none: [[], '--did is missing.'],
      blank: [['--did', ''], '“” is not a did:web identifier.'],
      'a domain': [['--did', 'lakeside.example'], '“lakeside.example” is not a did:web identifier.'],
      'a key': [['--did', 'did:key:z6Mk'], '“did:key:z6Mk” is not a did:web identifier.'],
      'an address': [['--did', 'did:web:10.0.0.1'], '“did:web:10.0.0.1” is not a did:web identifier.'],
    };
    await together(cases, async ([words, told], other) => {
      expectFault(await other.run('issuer', 'register', ...words), 2, `${told}\n${advice}`);
    });
  });

  it('refuses a DID that is too long for the registry', async () => {
    const did = `did:web:${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;
    expectFault(
      await workspace.run('issuer', 'register', '--did', did, '--account', '3'),
      7,
      `“${did}” is no DID that the registry takes: 7 to 255 bytes, beginning with “did:”.\nA typical one is did:web:your-domain.example.\n`,
    );
  });

  it('refuses a key without funds before anything is sent', async () => {
    await chain.client.setBalance({ address: accountOf(4).address, value: 0n });
    expectFault(
      await workspace.run('issuer', 'register', '--did', DID, '--account', '4'),
      6,
      new RegExp(
        `^${accountOf(4).address} has 0 ETH on the local chain; this may cost up to 0\\.\\d+ ETH, 0\\.\\d+ ETH more\\.\nSend it some, or choose another key with --account\\. Nothing was sent\\.\n$`,
      ),
    );
  });

  it('shows an issuer, named by its key or by its address', async () => {
    const { timestamp, transactions } = await chain.client.getBlock({ blockNumber: 3n });
    const [own, other, json] = await Promise.all([
      workspace.run('issuer', 'show', '--account', '1'),
      workspace.run('issuer', 'show', ISSUER.toLowerCase()),
      workspace.json('issuer', 'show', ISSUER),
    ]);
    const at = Number(timestamp);
    const since = new Date(at * 1000).toISOString().replace('.000', '');
    expect(own).to.deep.equal({
      exitCode: 0,
      stdout: [
        `${DID}  (${ISSUER}, on the local chain)`,
        `admin     ${ISSUER}`,
        `DID       ${DID} since ${since}`,
        `operator  ${ISSUER}  anchor and revoke, authorised ${since}`,
        '',
        'History',
        `${since}  registered as ${DID}`,
        `${since}  ${ISSUER} may anchor and revoke`,
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(other).to.deep.equal(own);
    const place = { at, blockNumber: 3, transactionHash: transactions[0] };
    expect(json.document).to.eql({
      issuer: ISSUER,
      did: DID,
      admin: ISSUER,
      pendingAdmin: null,
      dids: [{ did: DID, since: at }],
      operators: [{ operator: ISSUER, roles: 3, authorizedAt: at, retiredAt: null, distrustedSince: null }],
      history: [
        { kind: 'registered', did: DID, ...place },
        { kind: 'operator-authorized', operator: ISSUER, roles: 3, ...place },
      ],
    });
  });

  it('shows a DID that somebody put line breaks into in one line', async () => {
    await registerIssuer(chain, 5, 'did:web:a.example\nadmin     0x0000');
    const { stdout } = await workspace.run('issuer', 'show', '--account', '5');

    expect(stdout).to.match(/^did:web:a\.example admin 0x0000 {2}\(0x/);
    expect(stdout.match(/^admin/gm)).to.have.lengthOf(1);
  });

  it('prints the did.json to publish, and nothing else, to standard output', async () => {
    const expected = didDocumentFor(DID, [{ chainId: 31337, address: ISSUER }]);
    const [plain, json] = await Promise.all([
      workspace.run('issuer', 'did-document', '--account', '1'),
      workspace.json('issuer', 'did-document', '--issuer', ISSUER),
    ]);
    expect(JSON.parse(plain.stdout)).to.deep.equal(expected);
    expect(json.document).to.deep.equal(expected);
    expect(plain.stderr).to.equal(
      'Publish this at https://lakeside.example/.well-known/did.json, with the header “Access-Control-Allow-Origin: *”.\n',
    );
    expect(plain.exitCode).to.equal(0);
  });

  it('lists the signing keys of files too, the old ones with the new, without their passphrases', async () => {
    const keys = [await generateSigningKey(), await generateSigningKey()];
    const files = ['new.json', 'old.json'].map((name) => workspace.path(name));
    for (const [at, key] of keys.entries())
      await writeKeyFile(String(files[at]), key, 'correct horse battery staple');
    const { document, exitCode } = await workspace.json<JsonObject>(
      ...['issuer', 'did-document', '--account', '1', '--key', `${files.join(', ')},${files[0]}`],
    );

    expect(exitCode).to.equal(0);
    expect(document).to.deep.equal(
      withSigningKeys(
        didDocumentFor(DID, [{ chainId: 31337, address: ISSUER }]),
        keys.map(({ publicKeyMultibase }) => publicKeyMultibase),
      ),
    );
    const missing = await workspace.run('issuer', 'did-document', '--account', '1', '--key', 'none.json');
    expectFault(missing, 3, /^There is no file .*none\.json\./);
  });

  it('says what to do when there is no such issuer', async () => {
    const stranger = accountOf(9).address;
    const told = `${stranger} is not a registered issuer on the local chain.\nRegister it with “npx hardhat issuer register --did did:web:your-domain.example”, or name the issuer with --issuer or its key with --account.\n`;
    const results = await Promise.all([
      workspace.run('issuer', 'show', stranger),
      workspace.run('issuer', 'did-document', '--account', '9'),
      workspace.run('issuer', 'did-document', '--issuer', stranger),
    ]);
    for (const result of results) expectFault(result, 4, told);
  });

  it('refuses what is no address', async () => {
    const advice =
      'An address is 0x and 40 hexadecimal digits, with its checksum’s capitals or all in lower case.\n';
    const wrongChecksum = ISSUER.replace('c', 'C');
    const [short, checksum] = await Promise.all([
      workspace.run('issuer', 'show', '0x1234'),
      workspace.run('issuer', 'did-document', '--issuer', wrongChecksum),
    ]);
    expectFault(short, 2, `The issuer’s address is no address: “0x1234”.\n${advice}`);
    expectFault(checksum, 2, `--issuer is no address: “${wrongChecksum}”.\n${advice}`);
  });
});
