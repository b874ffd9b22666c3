import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circles } from '../../tools/style/circles.ts'
import { importsOf, isOurs, sourceFiles as files, targetsOf, type Import } from '../../tools/style/sources.ts'

const CONTRACT = 'contract/compiled contract/model'

/** What the command line may use, and what may not use it. */
const LIBRARY = `${CONTRACT} contract/read contract/cases contract/lint contract/bundle edition domain world mock mock/overview transport
  client life-cycle server verify/model verify/plan verify/arrange verify report report/snippets targets verifier`

/**
 * Folder, or file at the top → the folders whose modules it may import, types included; `type:`: only types. The only lines to
 * edit when the architecture changes.
 */
const ROWS: Readonly<Record<string, string>> = {
  json: '',
  fault: '',

  'contract/model': '',
  'contract/compiled': 'contract/model',
  'contract/read': 'contract/model',
  'contract/cases': 'contract/model contract/read',
  'contract/lint': 'contract/model contract/read contract/lint/judge',
  'contract/lint/judge': 'contract/model contract/read',
  'contract/bundle': 'contract/model contract/read',
  'contract/compile/emit': 'contract/model contract/read contract/cases',
  'contract/compile': 'contract/model contract/read contract/cases contract/compile/emit',
  'life-cycle': '',
  edition: CONTRACT,

  domain: 'type:contract/compiled type:contract/model',
  world: 'contract/compiled domain world/facts world/busy',
  'world/facts': `${CONTRACT} domain`,
  'world/busy': 'contract/compiled domain world',
  mock: `${CONTRACT} domain world mock/overview`,
  'mock/overview': `${CONTRACT} world mock`,
  transport: 'life-cycle mock transport/socket-io',
  'transport/socket-io': 'mock transport',
  scenario: 'contract/model domain world mock',
  control: `${CONTRACT} domain world mock scenario`,
  client: CONTRACT,
  'in-process': 'mock transport control client',
  server: 'life-cycle mock transport transport/socket-io client in-process',
  index: `${CONTRACT} world mock transport transport/socket-io client in-process server`,

  // Verify knows the mock only from outside: nothing of world, mock or transport.
  'verify/model': 'contract/model',
  'verify/redact': 'contract/model verify/model',
  'verify/plan': `${CONTRACT} verify/model`,
  'verify/send': 'contract/model verify/model',
  'verify/arrange': `${CONTRACT} client verify/model verify/plan`,
  'verify/judge': 'contract/model verify/judge/checks',
  'verify/judge/checks': `${CONTRACT} verify/model verify/redact`,
  'verify/play': `${CONTRACT} verify/model verify/plan verify/arrange verify/judge verify/judge/checks`,
  'verify/run': `contract/model verify/model verify/redact verify/plan verify/arrange verify/judge/checks verify/play`,
  verify: `${CONTRACT} verify/model verify/plan verify/arrange`,
  report: 'verify/model report/text',
  'report/text': '',
  'report/snippets': 'contract/model',
  targets: `${CONTRACT} contract/read edition verify/model verify/plan verify/arrange`,
  // Without a URL, the built-in mock is what is verified: that is what it needs a server for.
  verifier: `${CONTRACT} edition client server targets verify/model verify/redact verify/plan verify/send verify/arrange verify/run`,
  'verifier.ts': `${CONTRACT} verify/model verify/arrange report targets verifier`,

  cli: `${LIBRARY} cli/options cli/commands`,
  'cli/options': `${LIBRARY} cli`,
  'cli/serve': `${LIBRARY} cli cli/options`,
  'cli/show': `${LIBRARY} cli cli/options`,
  'cli/verify': `${LIBRARY} cli cli/options`,
  'cli/commands': `${LIBRARY} cli cli/options cli/serve cli/show cli/verify`,
}

/** Open to all: a broken set-up, and what JSON is. The domain throws nothing. */
const OPEN = ['fault', 'json']

/** Where `node:` may be imported; all else runs in a page. Folders with all that is in them, or files. */
const NODE =
  `cli verifier targets verify/send transport/socket-io contract/bundle contract/read/load.ts contract/read/shown-path.ts
  contract/compile/project.ts client/run-file.ts transport/node-http.ts transport/node-body.ts transport/listen.ts transport/connection.ts
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
    const loaded = loadedWith(['cli/main.ts', 'cli/commands/serve.ts', 'index.ts', 'transport/msw.ts'])
    expect(loaded).toContain('mock/dispatch.ts')
    const later = /^socket\.io|^contract\/compiled\/cases\.js|^mock\/overview\/(?!lazy-page\.ts)/
    expect(loaded.filter((each) => READERS.test(each) || later.test(each))).toEqual([])
  })

  it('verify starts without Socket.IO and what reads documents', () => {
    const loaded = loadedWith(['cli/commands/verify.ts', 'cli/verify/open.ts', 'verifier.ts'])
    expect(loaded).toContain('undici')
    expect(loaded.filter((each) => READERS.test(each) || each.startsWith('socket.io'))).toEqual([])
  })
})
