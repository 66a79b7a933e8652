/** Posters of the first four different clips, as one square; one where there are fewer. */
export function Mosaic({ clipIds }: { clipIds: readonly string[] }) {
  const different = [...new Set(clipIds)];
  const shown = different.slice(0, different.length < 4 ? 1 : 4);
  return (
    <span class={`mosaic mosaic-${shown.length}`}>
      {shown.map((id) => (
        <img
          key={id}
          src={`/api/clips/${id}/poster.jpg`}
          alt=""
          width={72}
          height={72}
          loading="lazy"
          decoding="async"
        />
      ))}
    </span>
  );
}
