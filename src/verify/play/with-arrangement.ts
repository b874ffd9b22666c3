import type { Arrangement } from '../model/arrangement.ts'
import type { Planned } from '../plan/plan.ts'
import type { PlayParts } from './play-parts.ts'
import type { Attempt } from './played.ts'

/** Plays on an arrangement, redacts its secrets from then on, and always cleans it up. */
export async function withArrangement(
  arrangement: Arrangement,
  { testCase }: Pick<Planned, 'testCase'>,
  { redaction, onLeftBehind }: Pick<PlayParts, 'redaction' | 'onLeftBehind'>,
  play: () => Promise<Attempt>,
): Promise<Attempt> {
  redaction.learn(secretsOf(arrangement))
  try {
    return await play()
  } finally {
    await arrangement.cleanUp().catch((error: unknown) => {
      onLeftBehind(testCase.id, error instanceof Error ? error.message : String(error))
    })
  }
}

/** The secret part of every identity: each header except the user's id, which lists may show. */
export const secretsOf = ({ identities }: Arrangement): string[] =>
  Object.values(identities).flatMap((headers) =>
    Object.entries(headers).flatMap(([name, value]) =>
      name.toLowerCase() === 'x-user-id' ? [] : [value.replace(/^Bearer /i, '')],
    ),
  )
