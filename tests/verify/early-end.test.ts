import { describe, expect, it } from 'vitest'
import { collect, createVerifier } from '../../src/verifier.ts'
import { patience } from '../support/patience.ts'

const played = (results: readonly { readonly id: string; readonly transport: string }[]): string[] =>
  results.map(({ id, transport }) => `${id} ${transport}`).sort()

describe('a run of all cases', () => {
  it('is ended early, and tells of every case', { timeout: patience(60_000) }, async () => {
    await using verifier = await createVerifier()
    const stop = new AbortController()
    const planned = (await verifier.plan()).map(({ testCase, transport }) => ({ id: testCase.id, transport }))
    const { results, summary } = await collect(verifier.run({ signal: stop.signal }), ({ kind }) => {
      if (kind === 'began') stop.abort()
    })
    expect(played(results)).toEqual(played(planned))
    expect(summary.cases.blocked).toBeGreaterThan(0)
    expect(summary.stopped).toBe('it was interrupted')
  })
})
