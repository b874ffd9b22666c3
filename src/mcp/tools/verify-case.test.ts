import { expect, it } from 'vitest'
import { brokenCase, caseResult } from '../../../tests/support/sample-report.ts'
import type { CaseResult } from '../../verify/model/result.ts'
import { verifyCase } from './verify-case.ts'

const { signal } = new AbortController()

async function verified(...results: readonly CaseResult[]): Promise<unknown> {
  const asked: unknown[] = []
  const tool = verifyCase(async (id, ending) => {
    asked.push(id, ending)
    return results
  }, 'the mock')
  expect(tool.description).toContain('against the mock as')
  const said = await tool.run({ case: 'joinMeetingRoom/room-full' }, signal)
  expect([asked, said['target']]).toEqual([['joinMeetingRoom/room-full', signal], 'the mock'])
  return said['results']
}

it('verify_case tells the verdict of each result, and its reason if it has one', async () => {
  expect(await verified(caseResult(), caseResult({ verdict: 'blocked', reason: 'it is shut' }))).toEqual([
    {
      case: 'joinMeetingRoom/room-full',
      edition: 'current',
      transport: 'http',
      verdict: 'held',
      sources: ['002_room-join.txt#Errors'],
      findings: [],
    },
    expect.objectContaining({ verdict: 'blocked', reason: 'it is shut' }),
  ])
})

it('verify_case tells all that was found, also as a text, of what broke or differs', async () => {
  const [broken, differing, known] = [
    brokenCase(),
    brokenCase({ verdict: 'differs' }),
    brokenCase({ verdict: 'known' }),
  ]
  expect(await verified(broken, differing, known)).toEqual([
    expect.objectContaining({
      findings: [
        {
          check: 'status',
          message: 'The status is 403 and should be 400.',
          expected: '400',
          actual: '403',
        },
        expect.objectContaining({ check: 'body' }),
      ],
      text: expect.stringContaining('✗ broken'),
    }),
    expect.objectContaining({ text: expect.stringContaining('✗ differs') }),
    expect.not.objectContaining({ text: expect.anything() }),
  ])
})

it('verify_case takes a single case', async () => {
  const tool = verifyCase(() => Promise.resolve([]), 'the mock')
  await expect(tool.run({ case: 'joinMeetingRoom' }, signal)).rejects.toMatchObject({
    message: 'joinMeetingRoom names no single case',
    fix: 'Write <operation>/<outcome>; list_outcomes lists them.',
  })
})

it('verify_case may change a server that is not the mock', () => {
  expect(verifyCase(() => Promise.resolve([]), 'the mock').annotations).toEqual({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
    openWorldHint: true,
  })
})
