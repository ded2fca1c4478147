// What the tests use of a library that comes without types.

declare module '@digitalbazaar/vc-bitstring-status-list' {
  interface BitstringStatusList {
    length: number;
    getStatus(index: number): boolean;
  }
  export function decodeList(options: { encodedList: string }): Promise<BitstringStatusList>;
  export function checkStatus(options: {
    credential: object;
    documentLoader: (url: string) => Promise<{ document: object }>;
    suite?: object;
    verifyBitstringStatusListCredential?: boolean;
  }): Promise<{ verified: boolean; error?: Error; results?: { verified: boolean; status: boolean }[] }>;
  export function createList(options: {
    length: number;
  }): Promise<
    BitstringStatusList & { setStatus(index: number, status: boolean): void; encode(): Promise<string> }
  >;
  export function createCredential(options: {
    id: string;
    list: BitstringStatusList;
    statusPurpose: string;
  }): Promise<object>;
}
