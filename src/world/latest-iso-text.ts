/** Formats instants in ISO 8601 and caches the latest: under load, many calls share a millisecond. */
export function latestIsoText(): (instant: number) => string {
  let [latest, text] = [NaN, '']
  return (instant) => {
    if (instant === latest) return text
    text = new Date(instant).toISOString()
    latest = instant
    return text
  }
}
