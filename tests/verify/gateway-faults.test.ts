import { describe, expect, it } from 'vitest'
import { FURTHER_FAULTS, type SingleFault } from '../support/servers/gateway-faults.ts'
import { startGateway } from '../support/servers/gateway.ts'
import { makeFolder, runVerify } from '../support/run-verify.ts'
import { patience } from '../support/patience.ts'

// Of each kind one, for each run of the tests; all of them take some twenty seconds.
const SOME = ['one seat too many', 'one id for all', 'a lock that toggles']

describe('a gateway of meeting rooms that is right but for one thing is found by the case of that', () => {
  const isFound = async ({ noticedBy, fault, isWeak = false }: SingleFault): Promise<void> => {
    await using gateway = await startGateway({ exceptions: 'ack', badTokens: 'middleware', fault })
    await using folder = await makeFolder()
    const file = await folder.write('target.yaml', gateway.targetFile)
    // What does not come is waited for as long as an answer may take.
    const args = ['--target', file, '--timeout', '3000', '--case', noticedBy, '--gate', isWeak ? 'all' : 'document']
    const ran = await runVerify(args, gateway.env)
    expect([ran.code, ran.out], ran.out).toEqual([1, expect.stringContaining(`✗ broken  ${noticedBy}`)])
  }

  it.each(FURTHER_FAULTS.filter(({ name }) => SOME.includes(name)))('$name', isFound)

  it.each(FURTHER_FAULTS.filter(({ name }) => !SOME.includes(name)))(
    '$name',
    { tags: ['full'], timeout: patience(60_000) },
    isFound,
  )
})
