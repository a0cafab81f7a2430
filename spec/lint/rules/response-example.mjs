/**
 * Every response with a body shows one. Examples feed Prism, Dredd, the stand-ins and the published pages; a response without
 * one is a response that nobody has tried.
 */
export function responseExample() {
  return {
    Response: {
      MediaType(mediaType, { report, location }) {
        const shown = mediaType.example !== undefined || Object.keys(mediaType.examples ?? {}).length > 0;
        if (!shown) report({ message: 'A response with a body needs at least one example.', location: location.key() });
      },
    },
  };
}
