import { describe, expect, it } from 'vitest'
import { createRenderer } from './render.ts'

describe('a renderer', () => {
  const template = ['{"a":', { value: 'a', as: 'json' }, ',"t":"', { value: 't', as: 'text' }, '"}'] as const

  it('writes values as JSON, and within a text escaped', () => {
    const render = createRenderer()
    expect(JSON.parse(render(template, { a: [1, { b: null }], t: 'say "hi"\n\\' }))).toEqual({
      a: [1, { b: null }],
      t: 'say "hi"\n\\',
    })
    for (const text of ['plain ~', 'a "quote"', 'back\\slash', 'two\nlines', 'é', '\x7f', ''])
      expect(render(template, { a: text, t: '' })).toBe(`{"a":${JSON.stringify(text)},"t":""}`)
    expect(render(template, { a: null, t: 5 })).toBe('{"a":null,"t":"5"}')
    expect(render('constant', {})).toBe('constant')
  })

  it('answers the same again as the same text, and anew where one value differs', () => {
    const [render, list] = [createRenderer(), [{ b: 1 }]]
    expect(render(template, { a: list, t: 'x' })).toBe('{"a":[{"b":1}],"t":"x"}')
    expect(render(template, { a: list, t: 'y' })).toBe('{"a":[{"b":1}],"t":"y"}')
    expect(render(template, { a: [{ b: 2 }], t: 'y' })).toBe('{"a":[{"b":2}],"t":"y"}')
    expect(render(template, { a: list, t: 'x' })).toBe('{"a":[{"b":1}],"t":"x"}')
  })
})
