import { describe, expect, it } from 'vitest'
import { madeUpValues } from './made-up.ts'

const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes))

describe('a made-up value', () => {
  it.each([
    ['meeting-room', 'code', /^[a-z]{3}-[a-z]{3}-[a-z]{3}$/],
    ['livechat-room', 'roomId', /^[A-Za-z0-9]{17}$/],
    ['call', 'callId', /^[a-f0-9]{24}$/],
  ])('of a %s looks like its %s, and is another one each time', (subject, name, looks) => {
    const made = Array.from({ length: 20 }, () => madeUpValues({ [subject]: [] }, random)[name] ?? '')
    expect(made.filter((value) => !looks.test(value))).toEqual([])
    expect(new Set(made).size).toBe(20)
  })

  it('is there for each subject that can be named, and for no other', () => {
    expect(Object.keys(madeUpValues({ call: [], limit: ['used-up'], 'meeting-room': [] }, random))).toEqual([
      'callId',
      'code',
    ])
  })
})
