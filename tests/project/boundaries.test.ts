import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circles } from '../../tools/style/circles.ts'
import { importsOf, isOurs, sourceFiles as files, targetsOf, type Import } from '../../tools/style/sources.ts'

const CONTRACT = 'contract/compiled contract/model'

/** What the command line may use, and what may not use it. */
const LIBRARY = `${CONTRACT} contract/read contract/cases contract/lint contract/bundle dialect edition domain world world/seeds mock mock/overview transport
  folder client console rooms arazzo own-seed scenario-file life-cycle server store store/log data mcp verify/model verify/plan verify/arrange verify/draft report report/text report/html report/recorded-runs report/formats report/snippets rocket-chat targets verifier passive passive/model passive/har watch`

/**
 * Folder, or file at the top → the folders whose modules it may import, types included; `type:`: only types. The only lines to
 * edit when the architecture changes.
 */
const ROWS: Readonly<Record<string, string>> = {
  json: '',
  after: '',
  fault: '',
  'newer-node': '',
  html: '',
  grouped: '',
  'standing-alone': '',
  credentials: 'standing-alone',

  'contract/model': '',
  'contract/compiled': 'contract/model',
  'contract/read': 'contract/model',
  'contract/cases': 'contract/model contract/read',
  'contract/lint': 'contract/model contract/read contract/lint/edition contract/lint/judge contract/lint/openapi',
  'contract/lint/edition': 'contract/read contract/lint contract/lint/judge',
  'contract/lint/judge': 'contract/model contract/read',
  'contract/lint/openapi': 'contract/model contract/read contract/lint contract/lint/judge',
  'contract/bundle': 'contract/model contract/read',
  'contract/compile/emit': 'contract/model contract/read contract/cases',
  'contract/compile': 'contract/model contract/read contract/cases contract/compile/emit',
  'life-cycle': '',
  folder: '',
  edition: CONTRACT,
  'scenario-file': `${CONTRACT} contract/read contract/cases`,

  // The words of clients and servers that differ from the contract's: verify understands them, the mock speaks them.
  dialect: 'contract/model',
  'dialect/http': 'dialect domain mock',

  domain: 'type:contract/compiled type:contract/model',
  world: 'contract/compiled domain world/facts world/lists world/rows',
  'world/lists': 'contract/compiled domain world',
  'world/rows': '',
  'world/facts': `${CONTRACT} domain`,
  'world/busy': 'contract/compiled domain world',
  'world/seeds': 'contract/compiled world world/busy',
  mock: `${CONTRACT} domain world world/seeds mock/overview mock/kept mock/served`,
  'mock/kept': 'contract/compiled world world/seeds mock mock/served',
  // What it answers by: an edition, or a contract of the user's own in place of parts of it.
  'mock/served': CONTRACT,
  'mock/overview': `${CONTRACT} world mock`,
  // What keeps worlds beyond this process. `store/log` is what all such places have in common.
  store: 'life-cycle mock/kept world store/log store/sqlite store/redis store/replicas store/look',
  // The tab of a page.
  'store/tab': 'world store/log',
  'store/log': 'contract/compiled credentials domain world world/seeds',
  'store/sqlite': 'newer-node world world/seeds store/log',
  // A Redis server as such; and mocks that share one, and act as one.
  'store/redis': 'world',
  'store/replicas': 'world store/log store/redis store/replicas/journal',
  'store/replicas/journal': 'world store/log store/redis store/replicas',
  // What is on a Redis server, for people.
  'store/look': 'world world/seeds store/log store/redis store/replicas',
  transport: 'life-cycle mock transport/socket-io',
  'transport/socket-io': 'contract/model dialect mock transport',
  'transport/local-sockets': 'mock transport/socket-io',
  'transport/msw': 'mock transport transport/socket-io transport/local-sockets',
  scenario: 'contract/model domain world mock',
  control: `${CONTRACT} credentials domain world world/rows world/seeds mock mock/kept scenario control/views`,
  'control/views': `${CONTRACT} domain world mock control`,
  console: 'mock transport',
  'own-contract': `contract/model contract/read contract/lint mock mock/served`,
  'own-seed': `${CONTRACT} contract/read domain world world/facts world/seeds control`,
  client: `${CONTRACT} folder`,
  arazzo: CONTRACT,
  rooms: `${CONTRACT} client report report/text`,
  // Other documents' operations, which have no rules.
  also: 'contract/lint/judge contract/read mock world',
  // What Rocket.Chat's own clients ask before they get to the operations of the contracts.
  front: 'contract/compiled contract/model domain mock transport transport/socket-io world',
  'lazy-control': 'mock transport control control/views client',
  'in-process': 'lazy-control mock mock/kept transport client store store/tab',
  data: 'contract/compiled edition lazy-control mock mock/kept store store/log world world/seeds',
  'in-page': 'world in-process',
  // What a server loads only for those who ask for it.
  serving:
    'also dialect dialect/http front life-cycle mock mock/kept mock/served own-contract store targets transport world',
  server: 'serving front life-cycle mock transport transport/socket-io control client console lazy-control',
  doors: `contract/compiled client console own-seed scenario-file life-cycle mock/overview server world/seeds`,
  'doors/vitest': 'client server',
  'doors/playwright': 'client doors in-process mock transport transport/local-sockets transport/socket-io',
  index: `${CONTRACT} world world/seeds mock transport transport/socket-io client in-process server`,

  // Verify knows the mock only from outside: nothing of world, mock or transport.
  'verify/model': 'contract/model dialect',
  'verify/redact': 'contract/model standing-alone verify/model',
  'verify/plan': `${CONTRACT} verify/model`,
  'verify/send': 'contract/model verify/model',
  'verify/arrange': `${CONTRACT} client verify/model verify/plan`,
  'verify/judge': 'contract/model verify/judge/checks',
  'verify/judge/checks': `${CONTRACT} verify/model verify/redact`,
  'verify/play': `${CONTRACT} dialect verify/model verify/plan verify/arrange verify/judge verify/judge/checks`,
  'verify/run': `contract/model dialect verify/model verify/redact verify/plan verify/arrange verify/judge/checks verify/play verify/run/preflight`,
  'verify/run/preflight': 'contract/model dialect verify/model verify/plan verify/arrange verify/play verify/run',
  'verify/draft': `${CONTRACT} dialect verify/model verify/plan verify/arrange`,
  report: 'verify/model report/text report/formats',
  'report/text': '',
  'report/html': 'verify/model report report/text report/formats',
  'report/recorded-runs': 'verify/model report report/text',
  'report/formats': 'type:contract/compiled verify/model report report/text',
  'report/snippets': 'contract/model',
  // What cases need is made through Rocket.Chat's own API: the half that knows that product's routes.
  'rocket-chat': 'contract/model verify/arrange verify/model verify/plan',
  targets: `${CONTRACT} contract/read dialect edition verify/model verify/plan verify/arrange`,
  // Without a URL, the built-in mock is what is verified: that is what it needs a server for.
  verifier: `${CONTRACT} dialect edition client newer-node rocket-chat server targets verify/model verify/redact verify/plan verify/send verify/arrange verify/run`,
  'verifier.ts': `${CONTRACT} verify/model verify/arrange report report/formats targets verifier`,

  // Judges traffic that others made, with the checks of verify.
  'passive/model': 'contract/model verify/model verify/judge/checks verify/play',
  'passive/judge':
    'contract/compiled contract/model verify/model verify/judge verify/judge/checks verify/redact passive/model',
  'passive/sockets':
    'contract/compiled contract/model dialect verify/model verify/judge/checks verify/play verify/redact verify/send passive/model passive/judge',
  'passive/har': 'passive passive/model',
  passive: `${CONTRACT} credentials dialect verify/model verify/judge/checks verify/plan verify/play verify/redact verify/run passive/model passive/judge passive/sockets`,
  watch: 'passive passive/model transport verify/model verify/send',
  mcp: `contract/compiled client mcp/tools`,
  'mcp/tools': `${CONTRACT} client verify/model report mcp`,

  cli: `${LIBRARY} cli/options cli/commands cli/commands/rooms`,
  'cli/options': `${LIBRARY} cli`,
  'cli/data': 'store/log',
  'cli/diff': LIBRARY,
  'cli/serve': `${LIBRARY} cli cli/options verify/redact`,
  'cli/show': `${LIBRARY} cli cli/options`,
  'cli/verify': `${LIBRARY} cli cli/options`,
  'cli/outcomes': LIBRARY,
  'cli/passive': `${LIBRARY} cli cli/options cli/verify`,
  'cli/call': `${LIBRARY} cli`,
  'cli/log': `${LIBRARY} cli cli/serve`,
  'cli/commands': `${LIBRARY} cli cli/options cli/data cli/diff cli/serve cli/show cli/verify cli/outcomes cli/passive cli/call cli/log`,
  'cli/commands/rooms': 'client contract/model rooms report/text cli cli/options',
}

/** Open to all: a broken set-up, what JSON is, how to write markup, how to group, and what may wait. The domain throws nothing. */
const OPEN = ['fault', 'json', 'html', 'grouped', 'after']

/** Where `node:` may be imported; all else runs in a page. Folders with all that is in them, or files. */
const NODE =
  `cli verifier targets watch verify/send store/sqlite also/load-prism.ts front/ddp-gate.ts front/ddp-server.ts transport/socket-io/gate.ts transport/socket-io/socket-io.ts contract/bundle contract/lint/judge/deadline.ts contract/read/load.ts contract/read/open.ts
  contract/read/read-within.ts contract/read/shown-path.ts contract/read/targets.ts
  contract/compile/project.ts client/run-file.ts folder.ts own-seed/choose.ts scenario-file.ts transport/http-module.ts transport/node-http.ts transport/node-body.ts transport/listen.ts transport/connection.ts
  transport/connections.ts transport/open-files.ts transport/raw-answer.ts transport/send.ts
  transport/upgrade.ts`.split(/\s+/)

/** No more files in a folder than a reader can survey. */
const MOST_FILES = 27

const wordsOf = (row = ''): string[] => row.split(/\s+/).filter((word) => word !== '')

/** A folder, or the name of a file at the top; `verifier.ts` keeps its ending, since there is a folder of that name. */
const placeOf = (file: string): string => {
  if (file.includes('/')) return dirname(file)
  const name = file.replace('.ts', '')
  return existsSync(join('src', name)) ? file : name
}

function isAllowed(from: string, { target, isType }: Import): boolean {
  const [place, to] = [placeOf(from), placeOf(target)]
  const allowed = wordsOf(ROWS[place])
  if (to === place || allowed.includes(to) || (isType && allowed.includes(`type:${to}`))) return true
  return OPEN.includes(to) && (place !== 'domain' || to !== 'fault')
}

describe('the architecture', () => {
  it('has a row for every folder, and no other', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual([...new Set(files.map(placeOf))].toSorted())
  })

  it('lets every module import only what its row names, types included', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((each) => isOurs(each.target) && !isAllowed(file, each))
        .map(({ target }) => `${file} → ${target}`),
    )
    expect(files.length).toBeGreaterThan(400)
    expect(wrong).toEqual([])
  })

  it('has no row that allows more than is used', () => {
    const used = new Map<string, Set<string>>()
    for (const file of files)
      for (const { target } of importsOf(file).filter((each) => isOurs(each.target)))
        used.set(placeOf(file), (used.get(placeOf(file)) ?? new Set()).add(placeOf(target)))
    const spare = Object.entries(ROWS)
      .filter(([place]) => !place.startsWith('cli'))
      .flatMap(([place, row]) =>
        wordsOf(row)
          .map((each) => each.replace('type:', ''))
          .filter((each) => !used.get(place)?.has(each))
          .map((each) => `${place} → ${each}`),
      )
    expect(spare).toEqual([])
  })

  it(`has at most ${MOST_FILES} hand-written files in a folder`, () => {
    const counts = Map.groupBy(files, placeOf)
    const full = [...counts].filter(([place, { length }]) => place !== 'contract/compiled' && length > MOST_FILES)
    expect(full.map(([place, { length }]) => `${place}: ${length}`)).toEqual([])
  })

  it('imports from Node only where it is named for it, so that the rest runs in a page', () => {
    const isNamed = (file: string): boolean => NODE.some((each) => file === each || file.startsWith(`${each}/`))
    const wrong = files.filter(
      (file) => !isNamed(file) && importsOf(file).some(({ target }) => target.startsWith('node:')),
    )
    expect(wrong).toEqual([])
  })
})

describe('no two import each other, however long the way round, types included:', () => {
  it('files', () => {
    expect(circles(new Map(files.map((file) => [file, new Set(targetsOf(file))])))).toEqual([])
  })

  it('folders, but for one within the other', () => {
    const graph = new Map<string, Set<string>>(files.map((file) => [placeOf(file), new Set()]))
    for (const file of files)
      for (const to of targetsOf(file).map(placeOf))
        if (!isWithin(to, placeOf(file)) && !isWithin(placeOf(file), to)) graph.get(placeOf(file))?.add(to)
    expect(circles(graph)).toEqual([])
  })
})

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`)

/** Every file and package that is loaded at once where these are. */
function loadedWith(starts: readonly string[]): readonly string[] {
  const reached = new Set<string>()
  const follow = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    if (!existsSync(join('src', file))) return
    for (const { target, isType, isLazy } of importsOf(file)) if (!isType && !isLazy) follow(target)
  }
  for (const start of starts) follow(start)
  return [...reached]
}

const READERS = /^(?:ajv|@apidevtools\/|js-yaml)/

describe('what is not needed at once is not loaded at once:', () => {
  it('a mock starts without Socket.IO, the overview, the cases and what reads documents', () => {
    // `main` loads each command when it is called; `serve` is what this is about.
    const loaded = loadedWith(['cli/main.ts', 'cli/commands/serve.ts', 'index.ts', 'transport/msw/handlers.ts'])
    expect(loaded).toContain('mock/dispatch.ts')
    const later = /^(?:socket|engine)\.io|^contract\/compiled\/cases\.js|^mock\/overview\/(?!lazy-page\.ts)/
    expect(loaded.filter((each) => READERS.test(each) || later.test(each))).toEqual([])
  })

  it('verify starts without Socket.IO and what reads documents', () => {
    const loaded = loadedWith(['cli/commands/verify.ts', 'cli/verify/open.ts', 'verifier.ts'])
    expect(loaded).toContain('undici')
    expect(loaded.filter((each) => READERS.test(each) || each.startsWith('socket.io'))).toEqual([])
  })
})
