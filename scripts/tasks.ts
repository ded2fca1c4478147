import { emptyTask, overrideTask, task } from 'hardhat/config';
import { ArgumentType } from 'hardhat/types/arguments';
import type { NewTaskDefinition, NewTaskDefinitionBuilder, TaskDefinition } from 'hardhat/types/tasks';
import { ACCREDITATION_COMMANDS } from './accreditation/commands.ts';
import { CREDENTIAL_COMMANDS } from './credential/commands.ts';
import { ISSUER_COMMANDS } from './issuer/commands.ts';
import { PATHWAY_COMMANDS } from './pathway/commands.ts';
import { REGISTRY_COMMANDS } from './registry/commands.ts';
import { STATUS_COMMANDS } from './status/commands.ts';
import { notGiven, watchUsage } from './support/command.ts';
import type { CommandEntry, Described } from './support/commandTable.ts';

const START: CommandEntry = [
  ['start'],
  'A local chain with sample credentials, and the dApp to verify them',
  () => import('./start/start.ts'),
  {
    options: {
      port: ['The port of the dApp', '4173'],
      issuerPort: ['The port of the sample issuer’s web site', '4174'],
    },
  },
];

const COMMANDS: readonly CommandEntry[] = [
  START,
  ...REGISTRY_COMMANDS,
  ...ISSUER_COMMANDS,
  ...ACCREDITATION_COMMANDS,
  ...CREDENTIAL_COMMANDS,
  ...PATHWAY_COMMANDS,
  ...STATUS_COMMANDS,
];

function definitionOf([id, description, action, options]: CommandEntry): NewTaskDefinition {
  let builder: NewTaskDefinitionBuilder = task(id, description).addFlag({
    name: 'json',
    description: 'Print exactly one JSON document to standard output',
  });
  for (const [type, described] of [
    [ArgumentType.STRING, options.options],
    [ArgumentType.FILE, options.files],
  ] as const) {
    for (const [name, option] of Object.entries(described ?? {}))
      builder = builder.addOption({ name, type, ...textsOf(option) });
  }
  for (const [name, flag] of Object.entries(options.flags ?? {}))
    builder = builder.addFlag({ name, description: flag });
  // Optional for Hardhat, so that the command itself can say what is missing and leave with the code for it.
  for (const [name, argument] of Object.entries(options.positional ?? {}))
    builder = builder.addPositionalArgument({ name, ...textsOf(argument) });
  for (const [name, argument] of Object.entries(options.variadic ?? {})) {
    const { description, defaultValue } = textsOf(argument);
    builder = builder.addVariadicArgument({ name, description, defaultValue: [defaultValue] });
  }
  return builder.setAction(action as never).build() as NewTaskDefinition;
}

function textsOf(described: Described): { description: string; defaultValue: string } {
  const [description, preset = 'none'] = typeof described === 'string' ? [described] : described;
  return { description, defaultValue: notGiven(preset) };
}

const GROUPS: TaskDefinition[] = [
  emptyTask('registry', 'The registry contract').build(),
  emptyTask('issuer', 'The issuer: registration, operators, did.json').build(),
  emptyTask(['issuer', 'operator'], 'The keys that act for an issuer').build(),
  emptyTask('accreditation', 'Who vouches for whom: grant, end, accept and list accreditations').build(),
  emptyTask('credential', 'Check, issue, withdraw, verify, inspect and redact credentials').build(),
  emptyTask('pathway', 'Larger credentials made of smaller ones').build(),
  emptyTask('status', 'What was withdrawn, for other people’s verifiers').build(),
];

/** Hardhat's own test tasks, made to close with a line that counts all tests. */
const TESTS: TaskDefinition[] = [
  overrideTask('test')
    .setAction(() => import('./test/test.ts'))
    .build(),
  overrideTask(['test', 'mocha'])
    .setAction(() => import('./test/mocha.ts'))
    .build(),
  overrideTask(['test', 'solidity'])
    .setAction(() => import('./test/solidity.ts'))
    .build(),
];

/** Every command of the project, as Hardhat tasks. */
export const tasks: TaskDefinition[] = [...GROUPS, ...COMMANDS.map(definitionOf), ...TESTS];

watchUsage(['start', 'registry', 'issuer', 'accreditation', 'credential', 'pathway', 'status']);
