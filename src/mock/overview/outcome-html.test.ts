import { describe, expect, it } from 'vitest'
import { html, htmlText } from '../../html/html.ts'
import { outcomeLists, type ShownOutcome } from './outcome-html.ts'

const outcome = (name: string, more: Partial<ShownOutcome> = {}): ShownOutcome => ({
  id: `join/${name}`,
  name,
  status: 404,
  family: 'request',
  cause: `${name} & so`,
  sources: [],
  statements: {},
  at: 'specs/a.yaml:7',
  example: { error: '<no>' },
  way: html`<pre>${`call ${name}`}</pre>`,
  ...more,
})
const ok = outcome('joined', { status: 200, family: 'success' })
const text = (...outcomes: ShownOutcome[]): string => htmlText(outcomeLists(outcomes, 'answer')).replaceAll(/\s+/g, ' ')

describe('the outcomes of an operation', () => {
  it('are first listed in their order, each with a link and its family', () => {
    expect(text(outcome('none'), ok)).toContain(
      '<p>In this order, the first that applies is the answer:</p> <ol class="order"> <li class="of-request"><a href="#join/none">none</a></li> <li class="of-success"><a href="#join/joined">joined</a></li> </ol>',
    )
  })

  it('are then shown as successes and refusals, each with its place in the order', () => {
    const shown = text(outcome('none'), ok, outcome('full', { status: 409, family: 'state' }))
    const groups = [
      ...shown.matchAll(
        /<h3 class="group">(\w+)<|place-number">(\d+)<.*?<b class="status of-(\w+)">(\d+)<\/b> <h4>(\w+)</g,
      ),
    ]
    expect(groups.map(([, ...found]) => found.filter(Boolean).join(' '))).toEqual([
      'Successes',
      '2 success 200 joined',
      'Refusals',
      '1 request 404 none',
      '3 state 409 full',
    ])
  })

  it('without a success, or without a refusal, have no group of them', () => {
    expect(text(ok)).not.toContain('Refusals')
    expect(text(outcome('none'))).not.toContain('Successes')
    expect(text()).not.toContain('class="group"')
  })
})

describe('an outcome', () => {
  const shown = text(
    outcome('none', {
      sources: ['002_142f66b635c02c8c.txt#Errors', 'elsewhere <1>'],
      statements: { condition: ['server', 'inferred'] },
    }),
  )

  it('has the way to reach it, its cause and its example, escaped', () => {
    expect(shown).toContain('<span class="cause">none &#38; so</span>')
    expect(shown).toContain('<div class="panel" id="join/none"> <pre>call none</pre>')
    expect(shown).toContain(
      '<h5>Example body</h5> <pre class="body" tabindex="0" role="group" aria-label="Example body of join/none"> { &#34;error&#34;: &#34;&#60;no&#62;&#34; }</pre>',
    )
  })

  it('has its family, its sources with their titles, and where the contract says it', () => {
    const terms = [...shown.matchAll(/<dt>(.*?)<\/dt> <dd>(.*?)<\/dd>/g)].map(([, term, says]) => [term, says?.trim()])
    expect(terms).toEqual([
      ['About', 'what you sent'],
      [
        'Sources',
        '<div>Join a meeting room: Errors <small class="file">002_142f66b635c02c8c.txt#Errors</small></div> <div>elsewhere &#60;1&#62;</div>',
      ],
      [
        'Source of the condition',
        '<div>how the real server behaves <small class="file">server</small></div> <div>our own conclusion <small class="file">inferred</small></div>',
      ],
      ['Contract', '<code>specs/a.yaml:7</code>'],
      ['Link', '<a href="#join/none">#join/none</a>'],
    ])
  })
})
