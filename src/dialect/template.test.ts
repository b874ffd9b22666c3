import { describe, expect, it } from 'vitest'
import { faultOfTemplate, filled } from './template.ts'

const context = { room: { id: 'r', none: null }, list: [{ n: 1 }, { n: 2 }], on: true }

describe('a template', () => {
  it.each([
    ['a text that names nothing', 'plain', 'plain'],
    ['a place', '$/room/id', 'r'],
    ['a place that is not there', '$/room/code', null],
    ['a literal', { a: [1, null, false] }, { a: [1, null, false] }],
    ['a member that is left out where nothing is', { a: '$?/room/none', b: '$?/room/id', c: '$?/x' }, { b: 'r' }],
    ['a member that is there without a value', { a: '$/room/code' }, { a: null }],
    ['a list, each by a template', { of: '$/list', as: { m: '$/n' } }, [{ m: 1 }, { m: 2 }]],
    ['an object, by a template', { of: '$/room', as: { is: '$/id' } }, { is: 'r' }],
    ['the opposite', { off: { not: '$/on' }, on: { not: '$/room/id' } }, { off: false, on: true }],
  ])('takes %s', (_, template, expected) => {
    expect(filled(template, context)).toStrictEqual(expected)
  })

  it('is at fault where it names no place, or half of a list', () => {
    const noPlace = '$room is no place: write $/ and a pointer'
    expect(faultOfTemplate({ a: ['$room', '$other'] })).toBe(noPlace)
    expect(faultOfTemplate({ a: '$/room', b: '$room' })).toBe(noPlace)
    expect(faultOfTemplate({ a: { of: '$/list' } })).toBe('{ of, as } needs both')
    expect(faultOfTemplate({ a: { as: {} } })).toBe('{ of, as } needs both')
    expect(faultOfTemplate({ a: { of: '$room', as: {} } })).toBe(noPlace)
    expect(faultOfTemplate({ a: ['$/room', '$?/x', 5, null] })).toBeNull()
    expect(faultOfTemplate({ a: { of: '$/list', as: { m: '$/n' } }, b: { not: '$/on' } })).toBeNull()
    expect([faultOfTemplate('$'), faultOfTemplate('$?x'), faultOfTemplate('a $b')]).toEqual([
      '$ is no place: write $/ and a pointer',
      '$?x is no place: write $/ and a pointer',
      null,
    ])
  })
})
