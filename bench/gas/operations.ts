/** What is compared, in the order of the table. `per` says how many credentials share the cost. */
export const OPERATIONS = {
  deployment: { title: 'deployment', per: 1 },
  newIssuer: { title: 'a new issuer', per: 1 },
  anchor: { title: 'anchor a batch', per: 1 },
  revokeOne: { title: 'revoke 1', per: 1 },
  revokeNeighbours: { title: 'revoke 256 neighbours', per: 256 },
  revokeScattered: { title: 'revoke 256 scattered over 10,000', per: 256 },
  isValid: { title: 'view: is it valid?', per: 1 },
  credentialState: { title: 'view: everything about it', per: 1 },
} as const;

export type Operation = keyof typeof OPERATIONS;

/** The most gas that the design lets each operation of this registry use. */
export const GOALS = {
  anchor: 49_900,
  revokeNeighbours: 53_300,
  revokeScattered: 256 * 4_500,
  isValid: 17_500,
  credentialState: 23_000,
} as const satisfies Partial<Record<Operation, number>>;

/** How many credentials the batches of the comparison hold, and how many are revoked at once. */
export const BATCH_SIZE = 10_000;
export const REVOKED = 256;

/** Indexes spread evenly over a batch: bits in all of its 40 status words. */
export const SCATTERED = Array.from({ length: REVOKED }, (_, i) =>
  Math.floor((i * (BATCH_SIZE - 1)) / (REVOKED - 1)),
);

/** Steps of the Merkle path in the views: a batch of a million. */
export const PATH_LENGTH = 20;

/** One figure: gas, and the function that used it. */
export interface Figure {
  gas: number;
  by: string;
}

/** The figures of one contract; what it has nothing for is left out. */
export type Figures = Partial<Record<Operation, Figure>>;

/** Figures of a contract whose bytecode came with a package, and the compiler that made it. */
export interface Measured {
  figures: Figures;
  compiler: string;
}
