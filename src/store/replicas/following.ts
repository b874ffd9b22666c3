import type { Channel } from '../../world/channel.ts'
import type { WorldLife } from '../../world/store.ts'
import type { Living } from './living.ts'

/** Which worlds are followed here, through their resets. */
export interface Following {
  /** Takes note at once of what others change in a world, until the returned function is called. */
  readonly follow: (world: string) => () => void
}

interface Followed {
  followers: number
  unfollow: () => void
}

/** Follows none yet. Listens to `lives`, so that the world which comes in place of another one is followed, too. */
export function createFollowing(
  get: (name: string) => Pick<Living, 'follow'> | undefined,
  lives: Channel<WorldLife>['subscribe'],
): Following {
  const followed = new Map<string, Followed>()
  lives((life) => {
    const each = followed.get(life.kind === 'begun' ? life.world.name : life.world)
    if (!each) return
    each.unfollow()
    each.unfollow = life.kind === 'begun' ? (get(life.world.name)?.follow() ?? nothing) : nothing
  })
  return {
    follow(world) {
      const each = followed.get(world) ?? { followers: 0, unfollow: get(world)?.follow() ?? nothing }
      followed.set(world, each)
      each.followers++
      let isFollowing = true
      return () => {
        if (isFollowing) each.followers--
        isFollowing = false
        if (each.followers > 0 || followed.get(world) !== each) return
        followed.delete(world)
        each.unfollow()
      }
    },
  }
}

const nothing = (): void => {}
