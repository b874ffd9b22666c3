import { expect, it } from 'vitest'
import { keepLinks } from './kept-links.ts'

const http = { all: () => 'http' }

it('handlers that are made again and again leave MSW no more links than there are base URLs', () => {
  const made: string[] = []
  const link = (url: RegExp) => {
    const n = made.push(url.source)
    return { addEventListener: () => `handler of ${n}` }
  }
  const { ws } = keepLinks({ http, ws: { link } })
  const handlerOf = (url: RegExp) => ws?.link(url).addEventListener('connection', () => {})
  expect(Array.from({ length: 3 }, () => handlerOf(/a/))).toEqual(['handler of 1', 'handler of 1', 'handler of 1'])
  expect(handlerOf(/b/)).toBe('handler of 2')
  expect(made).toEqual(['a', 'b'])
})

it('an MSW without WebSockets stays without', () => {
  expect(keepLinks({ http })).toEqual({ http })
})
