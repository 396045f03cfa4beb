package io.authscape.keycloak.examples.api;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SyncController {

    private final SyncItems items;

    SyncController(SyncItems items) {
        this.items = items;
    }

    @GetMapping("/api/sync/pending")
    List<SyncItem> pending(@AuthenticationPrincipal Jwt token) {
        return items.pending(Company.of(token));
    }

    @PutMapping("/api/sync/{id}/done")
    ResponseEntity<Void> done(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
        HttpStatus status = items.done(Company.of(token), id) ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND;
        return ResponseEntity.status(status).build();
    }

    @GetMapping("/health")
    String health() {
        return "up";
    }
}
