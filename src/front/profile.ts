import type { Profile } from '../contract/compiled/types.ts'
import type { Person } from '../domain/state.ts'

/** A person as Rocket.Chat shows users to themselves. Everybody is online, since nothing here depends on it. */
export const profileOf = ({
  id,
  username,
  name,
  role,
}: Pick<Person, 'id' | 'username' | 'name' | 'role'>): Profile => ({
  _id: id,
  username,
  name,
  emails: [],
  status: 'online',
  statusConnection: 'online',
  active: true,
  roles: [...new Set(['user', role])],
  settings: { preferences: {} },
})
