// Nothing that was kept for somebody stays on a device that others may use.
if (window.caches) caches.delete("careloom-room").catch(() => 0);
