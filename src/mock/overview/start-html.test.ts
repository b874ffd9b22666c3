import { describe, expect, it } from 'vitest'
import { htmlText } from '../../html/html.ts'
import type { OperationOverview, OutcomeOverview, Overview } from './overview.ts'
import { startSection } from './start-html.ts'

const EMPTY: Overview = {
  world: 'default',
  edition: 'current',
  seed: 's',
  state: '',
  operations: [],
  events: [],
  identities: [],
  reserved: [],
  baseUrl: 'http://a&b',
  console: null,
}
const text = (more: Partial<Overview> = {}): string =>
  htmlText(startSection({ ...EMPTY, ...more })).replaceAll(/\s+/g, ' ')

const outcome = (curl: string | null, family: OutcomeOverview['family'] = 'success'): OutcomeOverview => ({
  id: 'i',
  name: 'n',
  status: 200,
  family,
  cause: 'c',
  sources: [],
  statements: {},
  at: '',
  example: null,
  curl,
})
const operation = (summary: string, ...outcomes: OutcomeOverview[]): OperationOverview => ({
  operation: 'o',
  api: 'a',
  method: 'GET',
  path: '/',
  summary,
  at: '',
  outcomes,
})

describe('the start of the page', () => {
  it('has the address, and a link to the console only if there is one', () => {
    expect(text()).toContain('<p class="address"><code>http://a&#38;b</code> </p>')
    const linked = text({ console: 'http://c/"' })
    expect(linked).toContain('<a class="console" href="http://c/&#34;">Open the console</a>')
    expect(linked).toContain('to watch and steer it; <code>npx greenroom console</code> prints its link with the token')
  })

  it('has a command of the last success that has one, of three operations at most', () => {
    const commandsIn = (...operations: OperationOverview[]) =>
      [
        ...text({ operations }).matchAll(
          /caption">(\S+) <small>\(click to select\)<\/small><\/h3> <pre class="curl">(.*?)</g,
        ),
      ].map(([, summary, curl]) => `${summary} ${curl}`)
    expect(
      commandsIn(
        operation('A', outcome('a1'), outcome('a2'), outcome('a3', 'state'), outcome(null)),
        operation('B', outcome('b', 'request')),
        operation('C', outcome(null)),
        operation('D', outcome('d')),
        operation('E', outcome('e<')),
        operation('F', outcome('f')),
      ),
    ).toEqual(['A a2', 'D d', 'E e&#60;'])
    expect(commandsIn()).toEqual([])
  })
})

describe('what can be joined', () => {
  const reserved = (subject: string, facts: string[], says: string, values: Record<string, string>) => ({
    subject,
    facts,
    says,
    values,
  })

  it('is listed by subject, with the names of its values once', () => {
    const shown = text({
      reserved: [
        reserved('call', [], 'open', { callId: '1' }),
        reserved('room', [], 'plain', { code: 'a' }),
        reserved('call', [], 'shut', { callId: '2' }),
      ],
    })
    const heads = [...shown.matchAll(/<h3 class="caption"> (\w+), by <code>(.*?)<\/code>/g)]
    expect(heads.map(([, subject, names]) => [subject, names])).toEqual([
      ['call', 'callId'],
      ['room', 'code'],
    ])
    expect(shown).toContain('<code class="value">1</code> <span >open</span > </li> <li> <code class="value">2</code>')
  })

  it('says its facts, and more only if that says more', () => {
    const item = (facts: string[], says: string) =>
      /<span >(.*?)<\/span >/.exec(text({ reserved: [reserved('call', facts, says, { callId: '1' })] }))?.[1]
    expect([
      item([], 'open to all'),
      item(['closed'], 'closed'),
      item(['a', 'b'], 'a and b'),
      item(['a'], 'by ben'),
    ]).toEqual([
      'open to all',
      '<b class="fact">closed</b> ',
      '<b class="fact">a, b</b> ',
      '<b class="fact">a</b> by ben',
    ])
  })
})

describe('the credentials', () => {
  it('are headers to send, the first of them open, and none for nobody', () => {
    const shown = text({
      identities: [
        { name: 'agent', says: 'may <join>', headers: { 'X-User-Id': 'a', 'X-Auth-Token': 'b' } },
        { name: 'nobody', says: 'no credentials', headers: {} },
        { name: 'host', says: 'hosts', headers: { Authorization: 'Bearer x' } },
      ],
    })
    const list = /<ul class="identities" role="list">(.*?)<\/ul>/.exec(shown)?.[1]?.trim()
    expect(list).toBe(
      [
        '<li><details open><summary><b>agent</b> <span>may &#60;join&#62;</span></summary> <code class="header">X-User-Id: a</code><code class="header">X-Auth-Token: b</code></details></li>',
        '<li class="nobody"> <b>nobody</b> <span>no credentials <i>no headers</i></span> </li>',
        '<li><details><summary><b>host</b> <span>hosts</span></summary> <code class="header">Authorization: Bearer x</code></details></li>',
      ].join(' '),
    )
  })
})
