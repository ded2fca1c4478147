/** The sample rosters and templates, each fetched when it is asked for. */
export const SAMPLES = {
  certificate: () =>
    Promise.all([
      import('../../../../samples/certificate/roster.csv?raw'),
      import('../../../../samples/certificate/template.json?raw'),
    ]),
  badge: () =>
    Promise.all([
      import('../../../../samples/badge/roster.csv?raw'),
      import('../../../../samples/badge/template.json?raw'),
    ]),
  nanodegree: () =>
    Promise.all([
      import('../../../../samples/nanodegree/roster.csv?raw'),
      import('../../../../samples/nanodegree/template.json?raw'),
    ]),
};

/** A kind of credential that there is a sample of. */
export type SampleName = keyof typeof SAMPLES;
export const SAMPLE_NAMES = Object.keys(SAMPLES) as SampleName[];

/** A sample's roster and template, as files. */
export async function readSample(name: SampleName): Promise<{ roster: File; template: File }> {
  const [roster, template] = await SAMPLES[name]();
  return {
    roster: new File([roster.default], `${name}-roster.csv`, { type: 'text/csv' }),
    template: new File([template.default], `${name}-template.json`, { type: 'application/json' }),
  };
}
