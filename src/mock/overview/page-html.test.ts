import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faces } from '../../contract/compiled/faces.ts'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { seeds } from '../../contract/compiled/seeds.ts'
import { overviewHtml } from './page-html.ts'
import { toOverview, type Overview } from './overview.ts'
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

  it('shows the outcomes of an operation in their order', () => {
    const shown = [...page.matchAll(/class="panel" id="([^"]*)"/g)].map(([, id]) => id)
    expect(shown).toEqual(outcomes.map(({ id }) => id))
  })

  it('shows every text of the overview, each command unchanged', () => {
    const text = textOf(page)
    const texts = JSON.parse(JSON.stringify(documented), (key, value) => (key === 'example' ? null : value))
    for (const each of textsIn(texts)) expect(text).toContain(each)
    for (const { example } of outcomes) expect(text).toContain(JSON.stringify(example, null, 2))
  })

  it('says so where the seed holds nothing that provokes an outcome', () => {
    const says = 'No command available: this seed has no data for it.'
    expect(page).not.toContain(says)
    expect(overviewHtml(overviewOf(['x'], null))).toContain(says)
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
