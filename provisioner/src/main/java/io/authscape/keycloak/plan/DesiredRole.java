package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/** A realm role as the seed wants it; what the seed leaves undefined is left out. */
public record DesiredRole(String name, Map<String, List<String>> attributes) {}
