import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isObject } from '../../src/json.ts'

/**
 * Every name that users can import, types included; `*`: all of a module. A name that goes, or that comes by accident, changes what a
 * version promises (docs/releasing.md) and needs a line in the changelog.
 */
const API: Readonly<Record<string, string>> = {
  '.': '*./contract/compiled/types.ts Answer AnswerInfo Clock ControlOptions ControlledServer Exchange Fault FetchHandler IdentityName InProcessOptions Limits Mock MockOptions MockRequest Play PlayOptions RunningControl RunningServer Scenario ScenarioWish SeedChoice SeedName ServerOptions SetClock SocketOptions TestWorld createMock realClock setClock startServer',
  './client':
    '*../contract/compiled/types.ts ArmEffect ArmOptions ConnectOptions Duration Greenroom GreenroomEvent JournalFilter Play PlayOptions RowTable Scenario ScenarioWish SeedWish Situation TestWorld WorldJournal WorldWish connect',
  './verify':
    'BlockedKind Case CaseCall CaseResult Concluded Conclusion CoverageRow Deviation DeviationData Edition EventOf Evidence Fault Finding Gate IdentityName MarkdownOptions OutcomeState Paint PlannedCase Report RunEvent RunInfo RunSettings SecretSource Serving SocketData Source Summary TargetData Terminal TerminalOptions Transport TroubleKind Verdict Verifier VerifierOptions annotations collect conclusionOf createTerminal createVerifier deviationsDraft failureText jobSummary toCtrf toJUnit toMarkdownReport',
  './msw': 'HandlerOptions handlers',
  './playwright': 'GreenroomFixtures InProcessChoice MockChoice TestWorld expect test',
  './vite': 'DevMockOptions GreenroomPlugin GreenroomPluginOptions HostServer ProxyingConfig greenroom',
  './vitest': 'TestWorld WorldFixture fileWorld it runMock',
  './vitest/setup': 'GlobalSetup SetUpProject setup setupWith',
}

const DECLARED = /^export (?:async )?(?:function\*?|const|interface|type|class) (\w+)/gm
const LISTED = /^export (?:type )?\{([^}]*)\}/gm
const STARRED = /^export (?:type )?\* from '([^']+)'/gm

function namesIn(source: string): string {
  const text = readFileSync(source, 'utf8')
  const listed = [...text.matchAll(LISTED)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  return [
    ...[...text.matchAll(DECLARED)].map(([, name = '']) => name),
    ...listed.filter((name) => name !== '').map((name) => name.replace(/^type |^.* as /, '')),
    ...[...text.matchAll(STARRED)].map(([, module = '']) => `*${module}`),
  ]
    .toSorted()
    .join(' ')
}

/** The entries of the package, with their sources. */
function entriesOf(manifest: unknown): [entry: string, source: string][] {
  const entries = isObject(manifest) && isObject(manifest['exports']) ? Object.entries(manifest['exports']) : []
  return entries.flatMap(([entry, to]) =>
    isObject(to) ? [[entry, String(to['types']).replace('./dist/', 'src/').replace('.d.ts', '.ts')]] : [],
  )
}

const entries = entriesOf(JSON.parse(readFileSync('package.json', 'utf8')))

describe('users can import', () => {
  it('from these entries, and no others', () => {
    expect(entries.map(([entry]) => entry)).toEqual(Object.keys(API))
  })

  it.each(entries)('from %s these names, and no others', (entry, source) => {
    expect(namesIn(source)).toBe(API[entry])
  })
})
