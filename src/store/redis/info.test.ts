import { describe, expect, it } from 'vitest'
import { infoFault, infoWarnings } from './info.ts'

const info = (more: string): string => `# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n${more}`

describe('a Redis server', () => {
  it('can be used if it is recent, single and can be written to, or says nothing', () => {
    expect(infoFault(info('role:master\r\n'), 'it')).toBe(null)
    expect(infoFault('', 'it')).toBe(null)
    expect(infoFault('redis_version:10.0.1\r\n', 'it')).toBe(null)
  })

  it('is refused with the reason, and what to use instead', () => {
    const faults = [
      'redis_version:6.2.1\r\n',
      info('').replace('standalone', 'cluster'),
      info('role:slave\r\nmaster_host:db\r\n'),
    ].map((text) => infoFault(text, 'redis://db:6379'))
    expect(faults.map((fault) => [fault?.message, fault?.fix])).toEqual([
      ['redis://db:6379 is Redis 6.2.1', 'Use Redis 7 or later, or Valkey.'],
      [
        'redis://db:6379 is part of a Redis Cluster, which greenroom does not use',
        'Name a single server; it may have replicas that take over.',
      ],
      ['redis://db:6379 only follows another server', 'Name the one that it follows, which can be written to.'],
    ])
  })

  it('is warned about if it may lose data', () => {
    const discards =
      'it discards data when its memory is full (maxmemory-policy allkeys-lru): worlds would lose their state. Set noeviction: CONFIG SET maxmemory-policy noeviction.'
    const forgets = 'it may lose the latest changes when it restarts. To keep them, run it with "appendonly yes".'
    const warnings = (text: string): readonly string[] => infoWarnings(info(text), 'it')
    expect(warnings('maxmemory:100\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:1\r\n')).toEqual([discards])
    expect(warnings('maxmemory:100\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:0\r\n')).toEqual([discards, forgets])
    expect(warnings('maxmemory:0\r\nmaxmemory_policy:noeviction\r\naof_enabled:0\r\n')).toEqual([forgets])
    expect([warnings('maxmemory:0\r\naof_enabled:1\r\n'), warnings('')]).toEqual([[], []])
  })

  it('is not warned about where it has no bound of memory, refuses writes beyond it, or says too little', () => {
    for (const more of [
      'maxmemory:0\r\nmaxmemory_policy:allkeys-lru\r\n',
      'maxmemory:100\r\nmaxmemory_policy:noeviction\r\n',
      'maxmemory_policy:allkeys-lru\r\n',
      'maxmemory:100\r\n',
    ])
      expect(infoWarnings(info(`${more}aof_enabled:1\r\n`), 'it'), more).toEqual([])
    expect(infoWarnings('', 'it')).toEqual([])
  })
})
