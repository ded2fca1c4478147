declare module 'virtual:deployment-records' {
  /** The content of every `deployments/<chainId>.json`, by its file name. */
  const records: Record<string, unknown>;
  export default records;
}
