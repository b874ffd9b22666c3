import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { sourceTitle } from '../../contract/model/documents.ts'
import { overviewHtml } from './page-html.ts'
import { toOverview } from './to-overview.ts'
import type { Overview } from './overview.ts'
import { overviewStyle } from './style.ts'
import { openTags } from '../../../tests/support/open-tags.ts'
import { codePoints } from '../../../tests/support/code-points.ts'

const documented = toOverview({
  world: 'default',
  edition: 'current',
  seed: seeds.documented,
  faces: faces.current,
  socketFaces,
  baseUrl: 'http://127.0.0.1:4010',
})
const page = overviewHtml(documented)
const outcomes = [...documented.operations, ...documented.events].flatMap(
  (each): readonly { id: string; example: unknown }[] => each.outcomes,
)

describe('the overview page', () => {
  it('gives every outcome an anchor of its full name, and a link to it', () => {
    for (const { id } of outcomes) {
      expect(page.split(` id="${id}"`), id).toHaveLength(2)
      expect(page, id).toContain(`<a href="#${id}">#${id}</a>`)
    }
  })

  it('holds the target of every link, and no link that leaves it', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id}`)
    const links = [...page.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href)
    expect(ids).toEqual(expect.arrayContaining(links))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('lists the outcomes of an operation in their order, and shows successes first, each with its place', () => {
    const sections = page.split('<section aria-labelledby').slice(1)
    for (const [at, { outcomes: each }] of [...documented.operations, ...documented.events].entries()) {
      const section = sections[at] ?? ''
      const [, order = ''] = /<ol class="order">([^]*?)<\/ol>/.exec(section) ?? []
      expect([...order.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id)).toEqual(each.map(({ id }) => id))
      const placed = each.map(({ id, family }, index) => ({ id, family, place: `${index + 1}` }))
      const shown = [...section.matchAll(/class="place-number">(\d+)<[^]*?class="panel" id="([^"]*)"/g)]
      expect(shown.map(([, place, id]) => [place, id])).toEqual(
        [
          ...placed.filter(({ family }) => family === 'success'),
          ...placed.filter(({ family }) => family !== 'success'),
        ].map(({ place, id }) => [place, id]),
      )
    }
  })

  it('begins with the address, what can be joined and as whom, and commands, before any outcome', () => {
    const start = page.slice(0, page.indexOf('class="order"'))
    for (const text of ['http://127.0.0.1:4010', 'lck-rom-now', 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f'])
      expect(start).toContain(text)
    expect(start.match(/<pre class="curl">curl /g)).toHaveLength(3)
  })

  it('links to the console, if there is one, without its token', () => {
    expect(page).not.toContain('Open the console')
    const linked = overviewHtml({ ...documented, console: 'http://127.0.0.1:4011/console/' })
    expect(linked).toContain('<a class="console" href="http://127.0.0.1:4011/console/">')
  })

  it('has a title for every document', () => {
    const sources = [...documented.operations, ...documented.events]
      .flatMap((each): readonly { sources: readonly string[] }[] => each.outcomes)
      .flatMap((each) => each.sources)
    for (const source of sources) expect(sourceTitle(source), source).not.toBe(source)
    expect([sourceTitle('002_142f66b635c02c8c.txt#Error Codes 403'), sourceTitle('elsewhere.txt#1')]).toEqual([
      'Join a meeting room: Error Codes 403',
      'elsewhere.txt#1',
    ])
  })

  it('shows every text of the overview, each command unchanged', () => {
    const text = textOf(page)
    const texts = JSON.parse(JSON.stringify(documented), (key, value) =>
      key === 'example' || key === 'family' ? null : value,
    )
    for (const each of textsIn(texts)) expect(text, each).toContain(each)
    for (const { example } of outcomes) expect(text).toContain(JSON.stringify(example, null, 2))
  })

  it('says so where the seed holds nothing that provokes an outcome', () => {
    const says = 'No command available: this seed has no data for it.'
    expect(page).not.toContain(says)
    expect(overviewHtml(overviewOf(['x'], null))).toContain(says)
  })

  it('closes every tag that it opens', () => {
    expect(openTags(page)).toEqual([])
    expect(openTags(page.replace('</section>', ''))).toContain('<section>')
  })

  it('has no script and asks for nothing from elsewhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i)
    expect(page).not.toMatch(/@import|url\(| src=| on\w+=/i)
  })

  it('shows hostile texts as text: they add no tag and no attribute', () => {
    const harmless = skeletonOf(overviewHtml(overviewOf(['x'], 'x')))
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 12 }), (texts) => {
        const hostile = overviewHtml(overviewOf(texts, texts[0] ?? ''))
        expect(skeletonOf(hostile)).toEqual(harmless)
        for (const text of texts) expect(textOf(hostile)).toContain(text)
      }),
    )
  })
})

const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('<script>alert(1)</script>', '</pre>', '</style>', '<!--', '-->', ']]>', '<img src=x onerror=y>'),
      fc.constantFrom(
        '"',
        "'",
        '&',
        '<',
        '>',
        '&lt;',
        '&#60;',
        '" onclick="y',
        "' autofocus='",
        '${1}',
        '$&',
        '`',
        '\\',
      ),
      codePoints(),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(''))

/** An overview of one of each, whose texts are the given ones in turn. */
function overviewOf(texts: readonly string[], curl: string | null): Overview {
  let used = 0
  const text = (): string => texts[used++ % texts.length] ?? ''
  const outcome = {
    id: text(),
    name: text(),
    status: 400,
    family: 'request' as const,
    cause: text(),
    sources: [text(), text()],
    statements: { body: [text()] },
    at: text(),
    curl,
  }
  return {
    world: text(),
    edition: text(),
    seed: text(),
    state: text(),
    operations: [
      {
        operation: text(),
        api: text(),
        method: text(),
        path: text(),
        summary: text(),
        at: text(),
        outcomes: [{ ...outcome, example: { [text()]: [text()] } }],
      },
    ],
    events: [
      {
        operation: text(),
        api: text(),
        event: text(),
        summary: text(),
        at: text(),
        outcomes: [{ ...outcome, id: text(), command: text(), example: { [text()]: [text()] } }],
      },
    ],
    identities: [{ name: text(), says: text(), headers: { [text()]: text() } }],
    reserved: [{ subject: text(), facts: [text()], values: { [text()]: text() }, says: text() }],
    baseUrl: text(),
    console: null,
  }
}

/** The tags with the names of their attributes; what the attributes hold is left out. */
const skeletonOf = (markup: string): string[] =>
  [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))

/** What a reader sees: tags go, character references are resolved. */
const textOf = (markup: string): string =>
  markup.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

it('the page is named for its world, so that tabs of a browser differ', () => {
  const flat = page.replaceAll(/\s+/g, ' ')
  expect(flat).toMatch(
    /^<!doctype html> <html lang="en"> <head> <meta charset="utf-8" \/> <meta name="viewport" content="width=device-width, initial-scale=1" \/> /,
  )
  for (const text of [
    '<a class="skip" href="#operations">Skip to the operations</a>',
    `<p class="state">Edition current, seed ${documented.seed}. State lives in memory and ends with the process.</p>`,
    '<p>For JSON, request <code>/</code> with <code>Accept: application/json</code>.</p>',
  ])
    expect(flat).toContain(text)
  expect(page).toContain('<title>greenroom: what is served</title>')
  expect(page).toContain('<h1>greenroom</h1>')
  const other = overviewHtml({ ...documented, world: 'qa' })
  expect(other).toContain('<title>qa · greenroom: what is served</title>')
  expect(other).toContain('<h1>qa · greenroom</h1>')
})

it('the page says what the colours mean, of those that it shows', () => {
  for (const family of ['success', 'who', 'may', 'request', 'state', 'pace', 'server'])
    expect(overviewStyle).toContain(`\n.of-${family} { color: var(--${family}) }\n`)
  expect(overviewStyle).toContain(
    '\n.status.of-success { background: var(--success); border-color: var(--success); color: var(--paper) }\n',
  )
  const legend = (html: string): string[] => {
    const [, list = ''] = /<ul class="families"[^>]*>([^]*?)<\/ul>/.exec(html) ?? []
    return [...list.matchAll(/<li><b class="dot of-([a-z]+)"><\/b> ([^<]+)<\/li>/g)].map(([, ...found]) =>
      found.join(': '),
    )
  }
  expect(legend(page)).toEqual([
    'success: it works',
    'who: who you are',
    'may: what you may do',
    'request: what you sent',
    'state: state of the room',
    'pace: slow down',
  ])
  const [operation] = documented.operations
  const works = operation?.outcomes.filter(({ family }) => family === 'success') ?? []
  const one = operation ? [{ ...operation, outcomes: works }] : []
  expect(legend(overviewHtml({ ...documented, operations: one, events: [] }))).toEqual(['success: it works'])
  const [event] = documented.events
  const faults = event?.outcomes.slice(0, 1).map((each) => ({ ...each, family: 'server' as const })) ?? []
  const faulty = event ? [{ ...event, outcomes: faults }] : []
  expect(legend(overviewHtml({ ...documented, operations: one, events: faulty }))).toEqual([
    'success: it works',
    'server: our fault',
  ])
})

it('the page of a mock that serves nothing says what a reader would find on it, and what greenroom is', () => {
  const empty = { ...documented, operations: [], events: [], identities: [], reserved: [], console: 'http://c/' }
  const [, body = ''] = /<body>([^]*)<\/body>/.exec(overviewHtml(empty)) ?? []
  const lines = textOf(body.replaceAll(/\s+/g, ' ').replaceAll(/<\/(?:h[12]|li|p)>/g, '\n')).replaceAll(/ +/g, ' ')
  expect(lines.split('\n').flatMap((line) => line.trim() || [])).toEqual([
    'Skip to the operations greenroom',
    'A stateful mock server. Every answer comes from the contract.',
    `Edition current, seed ${documented.seed}. ${documented.state}`,
    'http://127.0.0.1:4010 Open the console to watch and steer it; npx greenroom console prints its link with the token',
    'Commands that work now',
    'Rooms and calls to join',
    'Credentials',
    'Who can call, what they may do, and the headers to send.',
    'Contents',
    'Commands that work now',
    'Rooms and calls to join',
    'Credentials',
    'Outcomes',
    'The documents behind the contract, and how contradictions were resolved: specs/DECISIONS.md.',
    'For JSON, request / with Accept: application/json.',
  ])
})

it('an event is shown by its name, and connecting by the path of Socket.IO', () => {
  expect(page).toContain('<b class="method">EVENT</b> <code>join-room</code>')
  expect(page).toContain('<b class="method">CONNECT</b> <code>/socket.io/</code>')
})

it('the page says how many outcomes an operation has, where that is served, and what the first that applies is', () => {
  const [operation] = documented.operations
  const [event] = documented.events
  if (!operation || !event) throw new Error('there is nothing to show')
  const shown = overviewHtml({ ...documented, operations: [operation], events: [event] })
  const flat = shown.replaceAll(/\s+/g, ' ')
  for (const text of [
    `<a href="#${operation.operation}">${operation.summary}</a> <span class="count">${operation.outcomes.length}</span>`,
    `<a href="#${event.operation}@socket">${event.summary}, over Socket.IO</a> <span class="count">${event.outcomes.length}</span>`,
    `<section aria-labelledby="${event.operation}@socket"> <h2 id="${event.operation}@socket">${event.summary}, over Socket.IO</h2>`,
    `<code>${operation.operation}</code> of ${operation.api}, <code>${operation.at}</code>`,
    `<code>${event.operation}</code> of ${event.api}, <code>${event.at}</code>`,
    'the first that applies is the answer:',
    'the first that applies is the ack:',
  ])
    expect(flat).toContain(text)
})
