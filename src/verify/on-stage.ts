import type { Stage } from './arranger.ts'
import type { Attempt, PlayParts } from './play.ts'
import type { Planned } from './plan.ts'

/** Plays on a stage, whose secrets are known from then on, and takes it away whatever happens. */
export async function onStage(
  stage: Stage,
  { found }: Pick<Planned, 'found'>,
  { veil, onLeftBehind }: Pick<PlayParts, 'veil' | 'onLeftBehind'>,
  play: () => Promise<Attempt>,
): Promise<Attempt> {
  veil.learn(secretsOf(stage))
  try {
    return await play()
  } finally {
    await stage.cleanUp().catch((error: unknown) => {
      onLeftBehind(found.id, error instanceof Error ? error.message : String(error))
    })
  }
}

/** What a caller proves itself with: every header of an identity but the user's id, which lists may show. */
export const secretsOf = ({ identities }: Stage): string[] =>
  Object.values(identities).flatMap((headers) =>
    Object.entries(headers).flatMap(([name, value]) =>
      name.toLowerCase() === 'x-user-id' ? [] : [value.replace(/^Bearer /i, '')],
    ),
  )
