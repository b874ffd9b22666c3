import type { VNode } from 'preact'

const MOST_DOTS = 12

/** How many seats are taken: a dot for each, or a bar if there are many. */
export function Seats({ taken, of }: { readonly taken: number; readonly of: number }): VNode {
  return (
    <div class="seats" role="img" aria-label={`${taken} of ${of} seats are taken`}>
      {of <= MOST_DOTS ? (
        Array.from({ length: Math.max(of, taken) }, (_, index) => (
          <i key={index} class={index < taken ? 'seat is-taken' : 'seat'} />
        ))
      ) : (
        <span class="seat-bar">
          <i style={{ width: `${Math.min(100, (100 * taken) / of)}%` }} />
        </span>
      )}
      <b>
        {taken}/{of}
      </b>
    </div>
  )
}
