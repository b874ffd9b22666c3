import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html, htmlText, terms, trusted } from './html.ts'

describe('a template of HTML', () => {
  it('escapes the five characters that mean something, in text and in attributes', () => {
    expect(htmlText(html`<a title="${'"\''}">${'<b>&amp;</b>'}</a>`)).toBe(
      '<a title="&#34;&#39;">&#60;b&#62;&#38;amp;&#60;/b&#62;</a>',
    )
  })

  it('writes markup and our own text as it is, lists one after another, and numbers as digits', () => {
    const inner = html`<i>${'&'}</i>`
    expect(htmlText(html`<p>${inner}${[inner, 'a', [0, trusted('<hr>')]]}${[]}${-1.5}</p>`)).toBe(
      '<p><i>&#38;</i><i>&#38;</i>a0<hr>-1.5</p>',
    )
  })

  it('may be empty', () => {
    expect(htmlText(html``)).toBe('')
  })

  it('never lets a text open a tag, close a quote or start a reference', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '😀', '\0') }), (text) => {
        const written = htmlText(html`${text}`)
        expect(written).not.toMatch(/[<>"']/)
        expect(written.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(text)
      }),
    )
  })

  it('takes no text or JSON for markup', () => {
    expect(htmlText(JSON.stringify(trusted('<b>')))).toBe('{}')
    expect(htmlText(trusted('<b>'))).toBe('<b>')
  })
})

it('terms and their meanings are a description list, in order', () => {
  const text = htmlText(terms({ 'A & B': 'x<y', C: html`<b>c</b>` }))
  expect(text.replaceAll(/\s*\n\s*/g, '').trim()).toBe(
    '<dl><div><dt>A &#38; B</dt><dd>x&#60;y</dd></div> <div><dt>C</dt><dd><b>c</b></dd></div></dl>',
  )
  expect(htmlText(terms({})).replaceAll(/\s/g, '')).toBe('<dl></dl>')
})
