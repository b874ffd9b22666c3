import { describe, expect, it } from 'vitest'
import { createRefusedLogins } from './refused-logins.ts'

describe('a refused login', () => {
  it('is remembered for its world and address until one succeeds there', () => {
    const refused = createRefusedLogins()
    expect(refused.isEmpty()).toBe(true)
    refused.note('qa', '127.0.0.1', true)
    expect(refused.isEmpty()).toBe(false)
    // All loopback addresses are one client.
    expect([refused.ask('qa', '::1'), refused.ask('qa', '127.0.0.1')]).toEqual(['first', 'again'])
    expect([refused.ask('other', '127.0.0.1'), refused.ask('qa', '192.0.2.1')]).toEqual(['none', 'none'])
    refused.note('qa', '127.0.0.1', false)
    expect([refused.ask('qa', '127.0.0.1'), refused.isEmpty()]).toEqual(['none', true])
  })

  it('is new again when it is repeated', () => {
    const refused = createRefusedLogins()
    refused.note('qa', '127.0.0.1', true)
    refused.ask('qa', '127.0.0.1')
    refused.note('qa', '127.0.0.1', true)
    expect(refused.ask('qa', '127.0.0.1')).toBe('first')
  })

  it('is forgotten after a thousand others', () => {
    const refused = createRefusedLogins()
    for (let n = 0; n <= 1000; n++) refused.note(`w-${n}`, '127.0.0.1', true)
    expect([refused.ask('w-0', '127.0.0.1'), refused.ask('w-1', '127.0.0.1')]).toEqual(['none', 'first'])
  })
})
