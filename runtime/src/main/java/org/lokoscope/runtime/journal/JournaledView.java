// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes the times and permissions of a file whose every use is kept. */
record JournaledView(JournaledProvider provider, Path path) implements PosixFileAttributeView {

  @Override
  public String name() {
    return "posix";
  }

  @Override
  public void setTimes(
      @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created)
      throws IOException {
    provider.change(
        path,
        "times " + modified + " " + accessed + " " + created,
        plain ->
            Files.getFileAttributeView(plain, BasicFileAttributeView.class)
                .setTimes(modified, accessed, created));
  }

  @Override
  public void setPermissions(Set<PosixFilePermission> permissions) throws IOException {
    provider.change(
        path,
        "permissions " + PosixFilePermissions.toString(permissions),
        plain -> Files.setPosixFilePermissions(plain, permissions));
  }

  // Nothing in the runtime does this

  @Override
  public PosixFileAttributes readAttributes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setGroup(GroupPrincipal group) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipal getOwner() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setOwner(UserPrincipal owner) {
    throw new UnsupportedOperationException();
  }
}
