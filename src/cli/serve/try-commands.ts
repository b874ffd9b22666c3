import type { OperationOverview, Overview } from '../../mock/overview/overview.ts'

/**
 * A command for a success of each operation. Those with credentials would fill the screen with them, so `greenroom call`, which
 * finds them itself, takes the place of curl where the server has a control plane.
 */
export const tryCommands = (
  { operations, reserved }: Pick<Overview, 'operations' | 'reserved'>,
  { control, portOption }: { readonly control: string | null; readonly portOption: string },
): string[] =>
  operations.flatMap((operation) => {
    const curl = successOf(operation)
    if (curl === null) return []
    return [
      control === null || !HAS_CREDENTIALS.test(curl) ? curl : callCommand(operation, curl, reserved) + portOption,
    ]
  })

const successOf = ({ outcomes }: OperationOverview): string | null =>
  outcomes.findLast(({ status, curl }) => status < 300 && curl !== null)?.curl ?? null

const HAS_CREDENTIALS = /-H '(?:X-Auth-Token|Authorization): /

/** Names the data that the curl command names. */
function callCommand({ operation }: OperationOverview, curl: string, reserved: Overview['reserved']): string {
  const named = reserved.flatMap(({ values }) => Object.entries(values)).find(([, value]) => curl.includes(value))
  return [`npx greenroom call ${operation}`, ...(named ? [named.join('=')] : [])].join(' ')
}
