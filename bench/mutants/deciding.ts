/** Where `mock/socket-calls.ts` decides on a call of a socket, and writes what was decided. */
export const DECIDING = `store.change(call.world.name, (state, make) => {
        if (call.isOver?.()) throw new WorldGone(call.world.name)
        return decide(each, toRead(call), state, make, line)
      }),`
