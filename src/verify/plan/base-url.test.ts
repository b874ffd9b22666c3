import { describe, expect, it } from 'vitest'
import { currentFace } from '../testing/answers.ts'
import { baseUrlOf } from './base-url.ts'

describe('a base URL', () => {
  const target = { url: 'https://example.org/base', prefixes: { 'rocket-chat': '/chat', 'meeting-rooms': '' } }
  it.each([
    ['joinLivechatRoom', 'https://example.org/base/chat'],
    ['joinMeetingRoom', 'https://example.org/base'],
  ])('of %s has the prefix of its API: %s', (operation, url) => {
    expect(baseUrlOf(operation, target, currentFace)).toBe(url)
    expect(baseUrlOf(operation, { ...target, prefixes: {} }, currentFace)).toBe('https://example.org/base')
    expect(baseUrlOf(operation, target, () => undefined)).toBe('https://example.org/base')
  })
})
