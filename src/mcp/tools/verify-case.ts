import type { CaseResult } from '../../verify/model/result.ts'
import { Fault } from '../../fault.ts'
import { failureText } from '../../report/failure.ts'
import { textIn, type Tool } from '../tool.ts'

/** Plays the cases of an outcome against the target, and resolves with their results. Rejects with a Fault for an unknown one. */
export type PlayCase = (id: string, signal: AbortSignal) => Promise<readonly CaseResult[]>

/** Verifies one case against the target that the server was started with. */
export const verifyCase = (play: PlayCase, target: string): Tool => ({
  name: 'verify_case',
  title: 'Verify one case',
  description: `Plays one documented case against ${target} as the contract suite does, in a world of its own where the target has worlds, and returns the verdict: held, broken, differs, known, blocked or skipped, with every finding.`,
  inputSchema: {
    type: 'object',
    properties: {
      case: {
        type: 'string',
        description:
          'An outcome, such as joinMeetingRoom/room-locked, or the id of a case of it, which follows a colon.',
      },
    },
    required: ['case'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  async run(args, signal) {
    const id = textIn(args, 'case') ?? ''
    if (!id.includes('/'))
      throw new Fault(`${id} names no single case`, 'Write <operation>/<outcome>; list_outcomes lists them.')
    const results = await play(id, signal)
    return { target, results: results.map(toShown) }
  },
})

const toShown = (result: CaseResult): object => ({
  case: result.id,
  edition: result.edition,
  transport: result.transport,
  verdict: result.verdict,
  ...(result.reason === null ? {} : { reason: result.reason }),
  sources: result.sources,
  findings: result.findings.map(({ check, message, expected, actual }) => ({ check, message, expected, actual })),
  ...(result.verdict === 'broken' || result.verdict === 'differs' ? { text: failureText(result) } : {}),
})
