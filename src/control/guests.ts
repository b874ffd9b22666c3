import { json, type Handler } from './handler.ts'
import { inWorld, type ControlParts } from './parts.ts'

/** Handler that lets callers without credentials into public calls of a world, or keeps them out. */
export const guestHandlers = (parts: ControlParts): Readonly<Record<'changeGuests', Handler>> => ({
  changeGuests: inWorld(parts, async ({ name }, { body }) => {
    const allowed = typeof body === 'object' && body !== null && 'allowed' in body && body.allowed === true
    await parts.core.store.change(name, ({ settings }) => ({
      result: null,
      writes: [{ table: 'settings', key: '', value: { ...settings, anonymousReading: allowed } }],
      what: `guests ${allowed ? 'allowed' : 'refused'}`,
    }))
    return json({ allowed })
  }),
})
